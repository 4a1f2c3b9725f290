package bucketpass.local.signin;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A token that somebody wants signed without signing in, as the script's {@code token} command
 * does.
 *
 * @param user a name of {@link User#ALL}, or any other: its {@code sub} is the name then
 * @param groups {@code cognito:groups}, or null for the user's own
 * @param claims set last, so that they can also make a token wrong
 * @param use {@code id} or {@code access}
 * @param seconds until it ends, or null for the usual lifetime; below zero it has ended already
 */
public record TokenOrder(
    String user, List<String> groups, Map<String, String> claims, String use, Long seconds) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public TokenOrder {
    groups = groups == null ? null : List.copyOf(groups);
    claims = claims == null ? Map.of() : Map.copyOf(claims);
  }

  /** An ID token of that user, as a sign-in would give it. */
  public static TokenOrder idToken(String user) {
    return new TokenOrder(user, null, Map.of(), "id", null);
  }

  public TokenOrder use(String tokenUse) {
    return new TokenOrder(user, groups, claims, tokenUse, seconds);
  }

  public TokenOrder groups(List<String> someGroups) {
    return new TokenOrder(user, someGroups, claims, use, seconds);
  }

  public TokenOrder claims(Map<String, String> someClaims) {
    return new TokenOrder(user, groups, someClaims, use, seconds);
  }

  public TokenOrder expiresIn(Duration lifetime) {
    return new TokenOrder(user, groups, claims, use, lifetime.toSeconds());
  }

  /**
   * Has it signed by a running sign-in.
   *
   * @throws IOException where nobody listens there, or what listens is not the local sign-in
   */
  public String from(URI issuer) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + SignIn.TOKEN_DESK))
            .timeout(Duration.ofSeconds(10))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(this)))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(issuer + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
