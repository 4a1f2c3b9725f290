package bucketpass.cli;

import bucketpass.client.BearerToken;
import bucketpass.client.CallerToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A look at the API as the signed-in caller. */
final class Api {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI uri;
  private final CallerToken token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  Api(URI uri, CallerToken token) {
    this.uri = uri;
    this.token = token;
  }

  /**
   * Gets the path below the API's URL.
   *
   * @throws CommandFailed with the problem's code and detail where the API refuses
   */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(path, bearer(token.current()));
    if (answer.statusCode() == 401) {
      answer = send(path, bearer(token.renewed()));
    }
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    return Json.read(answer.body(), "the API's response");
  }

  /** Sends a GET with the token. Follows no redirect: the token is for one host. */
  HttpResponse<String> send(String path, BearerToken bearer)
      throws IOException, InterruptedException {
    return send(request(path).header("Authorization", bearer.header()));
  }

  HttpResponse<String> sendWithoutToken(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  /**
   * Checks a token that is to be sent.
   *
   * @throws CommandFailed if it cannot be sent; the message never quotes the token
   */
  static BearerToken bearer(String token) {
    try {
      return BearerToken.of(token);
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          e.getMessage() + ": check --token or BUCKETPASS_TOKEN, or run bucketpass login again");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(Uris.below(uri, path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static CommandFailed refused(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/problem+json")) {
      return new CommandFailed(
          answer.statusCode() == 401
              ? "the API takes the token for no good one (401): log in again"
              : "the API answered %d: check --api".formatted(answer.statusCode()));
    }
    JsonNode problem = Json.read(answer.body(), "the API's response");
    return new CommandFailed(
        "the API refused: %s: %s"
            .formatted(problem.path("code").asText(), problem.path("detail").asText()));
  }
}
