package bucketpass.local.signin;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * The one app client: public, so it has no secret and proves itself by PKCE.
 *
 * @param origins of the pages that may sign users in
 */
record AppClient(String id, List<String> origins) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  /**
   * Whether a browser may be sent there with a code. A pool has a list of addresses; a command line
   * that listens on whatever port is free needs the rule that stands for one.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8252#section-7.3">RFC 8252, loopback
   *     redirection</a>
   */
  boolean mayRedirectTo(URI target) {
    return isPageOfOurs(target) || isLoopback(target);
  }

  private boolean isPageOfOurs(URI target) {
    return target.getRawAuthority() != null
        && origins.contains(target.getScheme() + "://" + target.getRawAuthority());
  }

  private static boolean isLoopback(URI target) {
    return "http".equals(target.getScheme())
        && target.getRawUserInfo() == null
        && target.getHost() != null
        && LOOPBACK.contains(target.getHost());
  }
}
