package bucketpass.cli.login;

import bucketpass.cli.console.PrettyJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Requests a token from the sign-in of the local application, which signs any claims without a
 * sign-in. Speaks HTTP only, so that the command needs nothing of the local application's code.
 */
public final class DevTokenClient {

  /** The issuer of {@code ./bucketpass local} at its default port. */
  public static final URI DEFAULT_ISSUER = URI.create("http://127.0.0.1:8702/bucketpass");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ObjectNode request = PrettyJson.MAPPER.createObjectNode();

  /** Starts with the ID token that a sign-in of this user would return. */
  public DevTokenClient(String user) {
    request.put("user", user);
  }

  /** Sets {@code token_use}: {@code id} or {@code access}. */
  public DevTokenClient use(String tokenUse) {
    request.put("use", tokenUse);
    return this;
  }

  /** Replaces the user's groups. */
  public DevTokenClient groups(List<String> groups) {
    groups.forEach(request.putArray("groups")::add);
    return this;
  }

  /** Sets claims last, also over those that the token has already. */
  public DevTokenClient claims(Map<String, String> claims) {
    claims.forEach(request.putObject("claims")::put);
    return this;
  }

  /** Sets the lifetime from now; a negative one makes an expired token. */
  public DevTokenClient expiresIn(Duration lifetime) {
    request.put("seconds", lifetime.toSeconds());
    return this;
  }

  /**
   * Returns the token, signed by the local sign-in at this address.
   *
   * @throws IOException if no server listens there, or it is not the local sign-in
   */
  public String request(URI issuer) throws IOException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(issuer + "/dev/token"))
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(issuer + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
