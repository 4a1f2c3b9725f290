package bucketpass.core.claims;

import bucketpass.core.json.JsonObject;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Claims with the JSON types that the token has: read from the token itself, or from a REST API
 * with a JWT authorizer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer-claims.html">Claims
 *     of a JWT authorizer</a>
 */
public record JsonClaims(JsonObject claims) implements Claims {

  /** A number of seconds of 12 digits at most: until the year 33658. */
  private static final long MAX_SECONDS = 999_999_999_999L;

  @Override
  public Result<Optional<String>> text(String name) {
    return typed(name, String.class, "text");
  }

  @Override
  public Result<Optional<Instant>> time(String name) {
    if (!claims.has(name)) {
      return Result.ok(Optional.empty());
    }
    return claims.get(name) instanceof Long seconds
        ? seconds(name, seconds)
        : refused(name, "a whole number of seconds");
  }

  @Override
  public Result<Optional<Boolean>> flag(String name) {
    return typed(name, Boolean.class, "true or false");
  }

  @Override
  public Result<Set<String>> groups() {
    if (!claims.has(GROUPS)) {
      return Result.ok(Set.of());
    }
    if (!(claims.get(GROUPS) instanceof List<?> elements)) {
      return refusedGroups();
    }
    Set<String> names = new LinkedHashSet<>();
    for (Object element : elements) {
      if (!(element instanceof String name) || name.isEmpty()) {
        return refusedGroups();
      }
      names.add(name);
    }
    return Result.ok(names);
  }

  private <T> Result<Optional<T>> typed(String name, Class<T> type, String kind) {
    if (!claims.has(name)) {
      return Result.ok(Optional.empty());
    }
    Object value = claims.get(name);
    return type.isInstance(value) ? Result.ok(Optional.of(type.cast(value))) : refused(name, kind);
  }

  static Result<Optional<Instant>> seconds(String name, long seconds) {
    return seconds < 0 || seconds > MAX_SECONDS
        ? refused(name, "a time")
        : Result.ok(Optional.of(Instant.ofEpochSecond(seconds)));
  }

  static <T> Result<T> refused(String name, String kind) {
    return Result.refused(ErrorCode.CLAIM_INVALID, "The claim " + name + " is not " + kind + ".");
  }

  static <T> Result<T> refusedGroups() {
    return refused(GROUPS, "a list of group names in the form that this kind of API writes");
  }

  /** Names only: a value may be personal. */
  @Override
  public String toString() {
    return "Claims" + claims.members().keySet();
  }
}
