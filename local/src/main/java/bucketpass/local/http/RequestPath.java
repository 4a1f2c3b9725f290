package bucketpass.local.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;

/** The path that a request names, decoded. */
public final class RequestPath {

  private RequestPath() {}

  /** Decodes a request's path; one that is no URI's stays as it came, and so is nobody's. */
  public static String of(HttpServletRequest http) {
    try {
      // With an authority, so that a path that begins with two slashes does not become one.
      return new URI("http://local" + http.getRequestURI()).getPath();
    } catch (URISyntaxException e) {
      return http.getRequestURI();
    }
  }
}
