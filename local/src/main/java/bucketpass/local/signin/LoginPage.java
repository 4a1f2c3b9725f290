package bucketpass.local.signin;

import bucketpass.local.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The form. It loads nothing from anywhere, and its button is one Tab and one Enter away. */
final class LoginPage {

  private static final String HTML = read("login.html");
  private static final String REFUSED = read("refused.html");

  private LoginPage() {}

  /**
   * Asks for name and password.
   *
   * @param next where the browser goes afterwards: browsers hold a form to its policy through the
   *     redirects that follow it
   * @param hint what went wrong before, or nothing
   */
  static ServerResponse form(int status, URI next, String username, String hint) {
    String page =
        HTML.replace("{{username}}", escaped(username)).replace("{{hint}}", escaped(hint));
    return secured(
        ServerResponse.html(status, page),
        "'self' " + next.getScheme() + "://" + next.getRawAuthority());
  }

  /** Says why no form is shown. Never redirects: the target itself may be what is wrong. */
  static ServerResponse refused(String why) {
    return secured(ServerResponse.html(400, REFUSED.replace("{{why}}", escaped(why))), "'none'");
  }

  private static ServerResponse secured(ServerResponse reply, String formAction) {
    return reply
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer")
        .with("x-content-type-options", "nosniff")
        .with(
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none';"
                + " form-action "
                + formAction);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String read(String resource) {
    try (InputStream in = LoginPage.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
