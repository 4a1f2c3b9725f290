package bucketpass.function.sts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * HTTP by the JDK's {@link HttpURLConnection}, which loads fewer classes than any other client and
 * keeps connections.
 */
public final class UrlConnectionStsTransport implements StsTransport {

  private static final int MAX_CONNECT_MILLIS = 1_000;
  private static final int MAX_READ_MILLIS = 2_500;
  private static final int MAX_BYTES = 65_536;

  @Override
  public Response post(URI endpoint, Map<String, String> headers, byte[] body, Duration timeout)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setConnectTimeout(millis(timeout, MAX_CONNECT_MILLIS));
    connection.setReadTimeout(millis(timeout, MAX_READ_MILLIS));
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    // Not in streaming mode: there the JDK waits 1 ms on a kept connection before each POST, to see
    // whether it was closed, which was half the time of a warm vend (benchmarks/RESULTS.md).
    for (Map.Entry<String, String> header : headers.entrySet()) {
      connection.setRequestProperty(header.getKey(), header.getValue());
    }
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Response(status, in == null ? new byte[0] : whatCame(in));
    }
  }

  /** Zero would mean no limit. */
  private static int millis(Duration timeout, int max) {
    return (int) Math.max(1, Math.min(max, timeout.toMillis()));
  }

  /**
   * JDK 25 throws where a body ends too early, and JDK 17 returns what came: either is half a
   * response, and no retry would help. A connection that is reset or silent is another matter.
   */
  private static byte[] whatCame(InputStream body) throws IOException {
    try {
      return body.readNBytes(MAX_BYTES);
    } catch (SocketTimeoutException | SocketException e) {
      throw e;
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
