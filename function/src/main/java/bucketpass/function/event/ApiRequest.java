package bucketpass.function.event;

import bucketpass.core.claims.Claims;
import java.util.Map;
import java.util.Optional;

/**
 * A request, whatever event it came in.
 *
 * @param path without stage or query
 * @param query each parameter once, decoded
 * @param contentType the media type as sent; empty for none
 * @param body empty for none
 * @param claims as API Gateway's authorizer passes them on, where one stands before the function
 * @param token the content of the {@code Authorization} header, without {@code Bearer}
 */
public record ApiRequest(
    String method,
    String path,
    Map<String, String> query,
    String contentType,
    String body,
    Optional<Claims> claims,
    Optional<String> token) {

  public ApiRequest {
    query = Map.copyOf(query);
  }

  /** The token is a secret, and the rest is the caller's. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
