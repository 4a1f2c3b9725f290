package bucketpass.local;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Tokens that the sign-in signs without a sign-in. */
public final class DevTokens {

  private DevTokens() {}

  /** Returns the token that the JSON describes, such as <code>{"user": "alice"}</code>. */
  public static String issue(URI issuer, String json) {
    HttpResponse<String> response =
        HttpExchange.send(
            HttpRequest.newBuilder(URI.create(issuer + "/dev/token"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  /** Returns the ID token that a sign-in of this user would return. */
  public static String idToken(URI issuer, String user) {
    return issue(issuer, "{\"user\": \"" + user + "\"}");
  }
}
