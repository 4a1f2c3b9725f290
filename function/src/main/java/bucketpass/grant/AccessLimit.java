package bucketpass.grant;

import bucketpass.grant.Access.Ability;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The most that a caller may have. */
public final class AccessLimit {

  private final Set<Ability> abilities;

  private AccessLimit(Set<Ability> abilities) {
    this.abilities = abilities;
  }

  /** All that any of the levels allows; of no level, nothing. */
  static AccessLimit of(Iterable<Access> levels) {
    Set<Ability> union = EnumSet.noneOf(Ability.class);
    for (Access level : levels) {
      union.addAll(level.abilities());
    }
    return new AccessLimit(union);
  }

  public boolean allows(Access access) {
    return abilities.containsAll(access.abilities());
  }

  /** Each level that is allowed, widest first. */
  public List<Access> levels() {
    List<Access> allowed = new ArrayList<>();
    for (Access access : Access.values()) {
      if (allows(access)) {
        allowed.add(access);
      }
    }
    return List.copyOf(allowed);
  }

  /** What a caller gets who asks for no level; none where nothing is allowed. */
  public Optional<Access> widest() {
    List<Access> levels = levels();
    return levels.isEmpty() ? Optional.empty() : Optional.of(levels.get(0));
  }
}
