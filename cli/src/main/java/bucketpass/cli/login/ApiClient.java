package bucketpass.cli.login;

import bucketpass.cli.console.CheckedUri;
import bucketpass.cli.console.CommandFailedException;
import bucketpass.cli.console.PrettyJson;
import bucketpass.client.BearerToken;
import bucketpass.client.TokenProvider;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A look at the API as the signed-in caller. */
public final class ApiClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI uri;
  private final TokenProvider token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  public ApiClient(URI uri, TokenProvider token) {
    this.uri = uri;
    this.token = token;
  }

  /**
   * Gets the path below the API's URL.
   *
   * @throws CommandFailedException with the problem's code and detail where the API refuses
   */
  public JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(path, bearer(token.current()));
    if (answer.statusCode() == 401) {
      answer = send(path, bearer(token.renewed()));
    }
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    return PrettyJson.read(answer.body(), "the API's response");
  }

  /** Sends a GET with the token. Follows no redirect: the token is for one host. */
  public HttpResponse<String> send(String path, BearerToken bearer)
      throws IOException, InterruptedException {
    return send(request(path).header("Authorization", bearer.header()));
  }

  public HttpResponse<String> sendWithoutToken(String path)
      throws IOException, InterruptedException {
    return send(request(path));
  }

  /**
   * Checks a token that is to be sent.
   *
   * @throws CommandFailedException if it cannot be sent; the message never quotes the token
   */
  public static BearerToken bearer(String token) {
    try {
      return BearerToken.of(token);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          e.getMessage() + ": check --token or BUCKETPASS_TOKEN, or run bucketpass login again");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(CheckedUri.below(uri, path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static CommandFailedException refused(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/problem+json")) {
      return new CommandFailedException(
          answer.statusCode() == 401
              ? "the API takes the token for no good one (401): log in again"
              : "the API answered %d: check --api".formatted(answer.statusCode()));
    }
    JsonNode problem = PrettyJson.read(answer.body(), "the API's response");
    return new CommandFailedException(
        "the API refused: %s: %s"
            .formatted(problem.path("code").asText(), problem.path("detail").asText()));
  }
}
