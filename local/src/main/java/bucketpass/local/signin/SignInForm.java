package bucketpass.local.signin;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a form or a query string holds. */
record SignInForm(Map<String, List<String>> values) {

  /** More than any message of the protocol: a refresh token and a name are some hundred bytes. */
  private static final int LIMIT = 64 * 1024;

  static SignInForm query(HttpServletRequest http) {
    return new SignInForm(URLUtils.parseParameters(http.getQueryString()));
  }

  static SignInForm body(HttpServletRequest http) throws IOException {
    return of(text(http));
  }

  static SignInForm of(String text) {
    return new SignInForm(URLUtils.parseParameters(text));
  }

  /** The body as it came, up to the limit; what is beyond it makes the message one we refuse. */
  static String text(HttpServletRequest http) throws IOException {
    return new String(http.getInputStream().readNBytes(LIMIT), StandardCharsets.UTF_8);
  }

  /**
   * Whether a parameter is there more than once, which OAuth forbids.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.2">RFC 6749</a>
   */
  boolean repeatsOne() {
    return values.values().stream().anyMatch(given -> given.size() > 1);
  }

  String get(String name) {
    return values.getOrDefault(name, List.of("")).get(0);
  }
}
