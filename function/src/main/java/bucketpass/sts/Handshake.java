package bucketpass.sts;

import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSession;

/** Shakes hands with STS and asks it for nothing, so that all that speaks TLS is loaded. */
public final class Handshake {

  private static final int TIMEOUT_MILLIS = 2_000;

  private Handshake() {}

  /**
   * Does nothing where the endpoint speaks no TLS.
   *
   * @throws IOException if it is not reached in two seconds, or not trusted
   */
  public static void with(URI endpoint) throws IOException {
    URLConnection connection = endpoint.toURL().openConnection();
    if (connection instanceof HttpsURLConnection sts) {
      sts.setConnectTimeout(TIMEOUT_MILLIS);
      sts.setReadTimeout(TIMEOUT_MILLIS);
      try {
        sts.connect(); // sends no request
        // No two environments that are restored from one snapshot may resume one session.
        sts.getSSLSession().ifPresent(SSLSession::invalidate);
      } finally {
        sts.disconnect();
      }
    }
  }
}
