package bucketpass.function.snapstart;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSession;

/**
 * Opens a connection to STS and sends nothing, so that all that speaks HTTP and TLS is loaded.
 * AWS's endpoints speak TLS; a local one may not.
 */
final class TlsPriming {

  private static final int TIMEOUT_MILLIS = 2_000;

  private TlsPriming() {}

  /**
   * Connects, and closes the connection.
   *
   * @throws IOException if the endpoint is not reached in two seconds, or not trusted
   */
  static void connect(URI endpoint) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setDoOutput(true);
    try {
      connection.getOutputStream().close(); // connects; a request is sent only for its response
      if (connection instanceof HttpsURLConnection tls) {
        // No two environments that are restored from one snapshot may resume one session.
        tls.getSSLSession().ifPresent(SSLSession::invalidate);
      }
    } finally {
      connection.disconnect();
    }
  }
}
