package bucketpass.cli;

import java.net.URI;
import java.util.Set;

/** Addresses that are given on the command line. */
final class Uris {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Uris() {}

  /** The address of what is below another. */
  static URI below(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + path);
  }

  /**
   * Holds to the rule of the SDKs' container provider: a token goes to https, or to this machine.
   *
   * @throws CommandFailed if it would travel in the clear
   */
  static URI safe(URI uri, String what) {
    boolean loopback = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
    if (!"https".equals(uri.getScheme()) && !loopback) {
      throw new CommandFailed(what + " must be https (or http on this machine): " + uri);
    }
    return uri;
  }
}
