package bucketpass.cli.login;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is kept of a login.
 *
 * @param use which of the issuer's tokens the API is shown
 * @param revocation absent where the issuer has no such endpoint
 * @param token that token, so that it is not asked for anew while it lasts
 * @param expires when the token ends, RFC 3339
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredLogin(
    String clientId,
    Use use,
    URI tokenEndpoint,
    URI revocation,
    String refreshToken,
    String token,
    String expires) {

  public enum Use {
    ID,
    ACCESS
  }

  /** Returns whether nothing is missing, as in a file that somebody else has changed. */
  static boolean isWhole(StoredLogin login) {
    if (login == null || login.expires() == null) {
      return false;
    }
    try {
      Instant.parse(login.expires());
    } catch (DateTimeException e) {
      return false;
    }
    return Stream.of(
            login.clientId(),
            login.use(),
            login.tokenEndpoint(),
            login.refreshToken(),
            login.token())
        .allMatch(Objects::nonNull);
  }

  boolean lasts(Instant until) {
    return Instant.parse(expires).isAfter(until);
  }

  StoredLogin with(String newRefreshToken, String newToken, Instant newExpires) {
    return new StoredLogin(
        clientId, use, tokenEndpoint, revocation, newRefreshToken, newToken, newExpires.toString());
  }

  /** A record would print its components, and two are secrets. */
  @Override
  public String toString() {
    return "StoredLogin[" + clientId + " at " + tokenEndpoint + "]";
  }
}
