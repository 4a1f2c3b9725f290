package bucketpass.cli;

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
    HttpResponse<String> answer = send(path, token.current());
    if (answer.statusCode() == 401) {
      answer = send(path, token.renewed());
    }
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    return Json.read(answer.body(), "the API's answer");
  }

  HttpResponse<String> send(String path, String bearer) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(Uris.below(uri, path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + bearer)
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static CommandFailed refused(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/problem+json")) {
      return new CommandFailed(
          answer.statusCode() == 401
              ? "the API takes the token for no good one (401): log in again"
              : "the API answered %d: check --api".formatted(answer.statusCode()));
    }
    JsonNode problem = Json.read(answer.body(), "the API's answer");
    return new CommandFailed(
        "the API refused: %s: %s"
            .formatted(problem.path("code").asText(), problem.path("detail").asText()));
  }
}
