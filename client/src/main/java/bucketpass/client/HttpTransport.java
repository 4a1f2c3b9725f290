package bucketpass.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one HTTP exchange that the module needs. */
interface HttpTransport {

  /**
   * Sends a GET and reads the answer, whatever its status. Follows no redirect: the token is for
   * one host.
   *
   * @throws IOException where no whole answer came
   */
  Answer get(URI uri, BearerToken token) throws IOException;

  /** An answer with the headers that count here; the body may hold secrets, and is not printed. */
  record Answer(int status, Optional<Instant> date, Optional<Duration> retryAfter, String body) {
    @Override
    public String toString() {
      return "Answer[status=" + status + ", body=" + body.length() + " characters]";
    }
  }
}
