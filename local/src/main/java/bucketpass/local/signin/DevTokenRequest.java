package bucketpass.local.signin;

import java.util.List;
import java.util.Map;

/**
 * A token that somebody wants signed without signing in, as the script's {@code token} command
 * does.
 *
 * @param user a name of {@link LocalUser#ALL}, or any other: its {@code sub} is the name then
 * @param groups {@code cognito:groups}, or null for the user's own
 * @param claims set last, so that they can also make a token wrong
 * @param use {@code id} or {@code access}
 * @param seconds until it ends, or null for the usual lifetime; below zero it has ended already
 */
public record DevTokenRequest(
    String user, List<String> groups, Map<String, String> claims, String use, Long seconds) {

  public DevTokenRequest {
    groups = groups == null ? null : List.copyOf(groups);
    claims = claims == null ? Map.of() : Map.copyOf(claims);
  }
}
