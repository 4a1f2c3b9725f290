package bucketpass.grant;

import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A level of access to a prefix, widest first. */
public enum Access {
  READ_WRITE("read-write"),
  READ_ONLY("read-only"),
  /** Puts and replaces objects, and neither reads, lists nor deletes. */
  WRITE_ONLY("write-only"),
  /** Puts an object only where none is. */
  WRITE_ONCE("write-once");

  /** What a level is made of, so that levels can be compared and joined. */
  enum Ability {
    READ,
    CREATE,
    REPLACE,
    DELETE
  }

  private final String id;

  Access(String id) {
    this.id = id;
  }

  /** Its name in requests, replies and the session tag {@code access}. */
  public String id() {
    return id;
  }

  Set<Ability> abilities() {
    return switch (this) {
      case READ_WRITE -> EnumSet.allOf(Ability.class);
      case READ_ONLY -> EnumSet.of(Ability.READ);
      case WRITE_ONLY -> EnumSet.of(Ability.CREATE, Ability.REPLACE);
      case WRITE_ONCE -> EnumSet.of(Ability.CREATE);
    };
  }

  public boolean reads() {
    return abilities().contains(Ability.READ);
  }

  public boolean writes() {
    return abilities().contains(Ability.CREATE);
  }

  /** The level of that name, or {@code InvalidAccess}. */
  public static Outcome<Access> parse(String text) {
    List<String> ids = new ArrayList<>();
    for (Access access : values()) {
      if (access.id.equals(text)) {
        return Outcome.ok(access);
      }
      ids.add(access.id);
    }
    return Outcome.refused(
        Reason.INVALID_ACCESS, "The access must be one of: " + String.join(", ", ids) + ".");
  }

  @Override
  public String toString() {
    return id;
  }
}
