package bucketpass.grant;

import bucketpass.caller.Caller;
import bucketpass.caller.Prefix;
import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may have what.
 *
 * @param defaultAccess the most for a caller in none of the named groups; empty for nothing
 * @param groupAccess the most for a caller in a group; a caller in several groups gets the union of
 *     what they allow
 */
public record GrantRules(Optional<Access> defaultAccess, Map<String, Access> groupAccess) {

  public GrantRules {
    groupAccess = Map.copyOf(groupAccess);
  }

  /** Returns the union of what the caller's groups permit, or the default. */
  public PermissionSet limit(Caller caller) {
    List<PermissionSet> levels = new ArrayList<>();
    for (String group : caller.groups()) {
      Access access = groupAccess.get(group);
      if (access != null) {
        levels.add(access.permissions());
      }
    }
    if (levels.isEmpty() && defaultAccess.isPresent()) {
      levels.add(defaultAccess.get().permissions());
    }
    return PermissionSet.union(levels);
  }

  /**
   * Returns the requested grant exactly, or a refusal if the caller may not have it. Never narrows
   * a request silently.
   */
  public Outcome<Grant> decide(Caller caller, Ask ask) {
    return access(limit(caller), ask)
        .then(
            access ->
                prefix(caller, ask)
                    .then(
                        prefix ->
                            lifetime(ask)
                                .map(lifetime -> new Grant(caller, access, prefix, lifetime))));
  }

  private static Outcome<Access> access(PermissionSet limit, Ask ask) {
    List<Access> levels = Access.within(limit);
    if (levels.isEmpty()) {
      return Outcome.refused(Reason.NO_ACCESS, "The caller's groups allow no access.");
    }
    if (ask.access().isEmpty()) {
      return Outcome.ok(levels.get(0));
    }
    return Access.parse(ask.access().get())
        .then(
            access ->
                levels.contains(access)
                    ? Outcome.ok(access)
                    : Outcome.refused(
                        Reason.ACCESS_NOT_ALLOWED,
                        "The caller may not have the access " + access.id() + "."));
  }

  private static Outcome<Prefix> prefix(Caller caller, Ask ask) {
    if (ask.prefix().isEmpty()) {
      return Outcome.ok(caller.prefix());
    }
    return Prefix.parse(ask.prefix().get())
        .then(
            prefix ->
                caller.prefix().contains(prefix)
                    ? Outcome.ok(prefix)
                    : Outcome.refused(
                        Reason.PREFIX_NOT_ALLOWED, "The prefix is not inside the caller's own."));
  }

  private static Outcome<Lifetime> lifetime(Ask ask) {
    return ask.duration().isEmpty()
        ? Outcome.ok(Lifetime.DEFAULT)
        : Lifetime.parse(ask.duration().get());
  }
}
