package bucketpass.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@link HttpTransport} on {@code HttpURLConnection}, which both the JVM and Android have. */
final class UrlConnectionTransport implements HttpTransport {

  /** A cold function answers in a few seconds; API Gateway itself gives up after 30. */
  private static final int CONNECT_MILLIS = 5_000;

  private static final int READ_MILLIS = 15_000;

  /** An answer has 2–4 KB; a page that some gateway in between puts in its place may have any. */
  private static final int MOST_BYTES = 64 * 1024;

  @Override
  public Answer get(URI uri, BearerToken token) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Authorization", token.header());
    connection.setRequestProperty("Accept", "application/json");
    int status = connection.getResponseCode();
    return new Answer(status, date(connection), retryAfter(connection), body(connection, status));
  }

  private static Optional<Instant> date(HttpURLConnection connection) {
    long millis = connection.getDate();
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static Optional<Duration> retryAfter(HttpURLConnection connection) {
    int seconds = connection.getHeaderFieldInt("Retry-After", 0);
    return seconds <= 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (stream == null) {
      return "";
    }
    try (stream) {
      byte[] body = stream.readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        throw new BadResponseException("the response is longer than " + MOST_BYTES + " bytes");
      }
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}
