package bucketpass.function.sts;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** One HTTP exchange with STS. Priming replaces it by one that sends nothing. */
public interface StsTransport {

  /**
   * An HTTP response.
   *
   * @param body empty if it was cut off
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Response(int status, byte[] body) {

    /** A record would print its components, and a body can hold secrets. */
    @Override
    public String toString() {
      return "Response[" + status + ", " + body.length + " bytes]";
    }
  }

  /**
   * Posts a body.
   *
   * @param headers all that HTTP itself does not set
   * @param timeout how long connecting, and each read, may take
   * @throws IOException if no response came, or the connection broke before its end
   */
  Response post(URI endpoint, Map<String, String> headers, byte[] body, Duration timeout)
      throws IOException;
}
