package bucketpass.local.signin;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a form or a query string holds. */
record Form(Map<String, List<String>> values) {

  /** More than any message of the protocol: a refresh token and a name are some hundred bytes. */
  private static final int LIMIT = 64 * 1024;

  static Form query(HttpExchange exchange) {
    return new Form(URLUtils.parseParameters(exchange.getRequestURI().getRawQuery()));
  }

  static Form body(HttpExchange exchange) throws IOException {
    return of(text(exchange));
  }

  static Form of(String text) {
    return new Form(URLUtils.parseParameters(text));
  }

  /** The body as it came, up to the limit; what is beyond it makes the message one we refuse. */
  static String text(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readNBytes(LIMIT), StandardCharsets.UTF_8);
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
