package bucketpass.core.grant;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.PermissionSet;
import bucketpass.core.place.Prefix;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
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
public record GrantResolver(
    Optional<AccessLevel> defaultAccess, Map<String, AccessLevel> groupAccess) {

  public GrantResolver {
    groupAccess = Map.copyOf(groupAccess);
  }

  /** Returns the union of what the caller's groups permit, or the default. */
  public PermissionSet limit(Caller caller) {
    List<PermissionSet> levels = new ArrayList<>();
    for (String group : caller.groups()) {
      AccessLevel access = groupAccess.get(group);
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
  public Result<Grant> decide(Caller caller, GrantRequest ask) {
    return access(limit(caller), ask)
        .then(
            access ->
                prefix(caller, ask)
                    .then(
                        prefix ->
                            lifetime(ask)
                                .map(lifetime -> new Grant(caller, access, prefix, lifetime))));
  }

  private static Result<AccessLevel> access(PermissionSet limit, GrantRequest ask) {
    List<AccessLevel> levels = AccessLevel.within(limit);
    if (levels.isEmpty()) {
      return Result.refused(ErrorCode.NO_ACCESS, "The caller's groups allow no access.");
    }
    if (ask.access().isEmpty()) {
      return Result.ok(levels.get(0));
    }
    return AccessLevel.parse(ask.access().get())
        .then(
            access ->
                levels.contains(access)
                    ? Result.ok(access)
                    : Result.refused(
                        ErrorCode.ACCESS_NOT_ALLOWED,
                        "The caller may not have the access " + access.id() + "."));
  }

  private static Result<Prefix> prefix(Caller caller, GrantRequest ask) {
    if (ask.prefix().isEmpty()) {
      return Result.ok(caller.prefix());
    }
    return Prefix.parse(ask.prefix().get())
        .then(
            prefix ->
                caller.prefix().contains(prefix)
                    ? Result.ok(prefix)
                    : Result.refused(
                        ErrorCode.PREFIX_NOT_ALLOWED,
                        "The prefix is not inside the caller's own."));
  }

  private static Result<SessionDuration> lifetime(GrantRequest ask) {
    return ask.duration().isEmpty()
        ? Result.ok(SessionDuration.DEFAULT)
        : SessionDuration.parse(ask.duration().get());
  }
}
