package bucketpass.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** One ask at {@code GET /credentials}, with one more after a 401. */
final class CredentialsFetcher {

  private final URI uri;
  private final TokenProvider token;
  private final HttpTransport http;
  private final Clock clock;

  CredentialsFetcher(URI uri, TokenProvider token, HttpTransport http, Clock clock) {
    this.uri = uri;
    this.token = token;
    this.http = http;
    this.clock = clock;
  }

  /** The address to ask; what is null is left to the API. */
  static URI uri(URI api, String access, String prefix, Duration duration) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    if (access != null) {
      query.add("access=" + URLEncoder.encode(access, StandardCharsets.UTF_8));
    }
    if (prefix != null) {
      query.add("prefix=" + URLEncoder.encode(prefix, StandardCharsets.UTF_8));
    }
    if (duration != null) {
      query.add("duration=" + duration.toSeconds());
    }
    String base = api.toString().endsWith("/") ? api.toString() : api + "/";
    return URI.create(base + "credentials" + query);
  }

  /**
   * Asks once.
   *
   * @throws BucketpassException for every answer but credentials, and for none
   */
  CachedCredentials ask() {
    try {
      Instant sent = clock.instant();
      HttpTransport.Answer answer = send(token.current());
      if (answer.status() == 401) {
        sent = clock.instant();
        answer = send(token.renewed());
      }
      if (answer.status() != 200) {
        throw refusal(answer);
      }
      return held(answer, sent);
    } catch (BucketpassException e) {
      throw e;
    } catch (BadResponseException e) {
      throw BucketpassException.unreachable("No credentials: " + e.getMessage(), e);
    } catch (IOException e) {
      // Not the exception's own message: it is the JDK's or the app's, and may quote anything.
      throw BucketpassException.unreachable(
          "No credentials: the API could not be reached, or the token not be had ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    } catch (RuntimeException e) {
      throw BucketpassException.noToken("The sign-in gave no token", e);
    }
  }

  private HttpTransport.Answer send(String token) throws IOException {
    BearerToken bearer;
    try {
      bearer = BearerToken.of(token);
    } catch (IllegalArgumentException e) {
      throw BucketpassException.noToken("The sign-in gave no token that is a JWT", null);
    }
    return http.get(uri, bearer);
  }

  /** The phone's clock may be hours off; the API's Date tells by how much. */
  private static CachedCredentials held(HttpTransport.Answer answer, Instant sent)
      throws IOException {
    Duration ahead = Duration.between(answer.date().orElse(sent), sent);
    return CachedCredentials.of(BucketpassCredentials.read(answer.body()), ahead);
  }

  private static BucketpassException refusal(HttpTransport.Answer answer) {
    Map<String, String> problem;
    try {
      problem = FlatJson.read(answer.body());
    } catch (IOException e) {
      problem = Map.of();
    }
    String code = problem.getOrDefault("code", "http-" + answer.status());
    String detail =
        Optional.ofNullable(problem.get("detail"))
            .orElse("The credentials API answered " + answer.status());
    return BucketpassException.answered(answer.status(), code, detail, answer.retryAfter());
  }
}
