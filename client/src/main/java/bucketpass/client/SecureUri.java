package bucketpass.client;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rule for every address that is sent a secret or opened in a browser: https, or http on this
 * machine. It is the rule of the AWS SDKs' container credential provider.
 */
public final class SecureUri {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\." + OCTET + "){3}");
  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");

  private SecureUri() {}

  /**
   * Returns whether the address is https, or http on {@code localhost}, 127.0.0.0/8 or ::1. An
   * address without a host, or with user information or a fragment, is not.
   */
  public static boolean isSecure(URI uri) {
    if (uri == null
        || uri.getScheme() == null
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      return false;
    }
    return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
      case "https" -> true;
      case "http" -> isLoopback(uri.getHost().toLowerCase(Locale.ROOT));
      default -> false;
    };
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.contains(host) || LOOPBACK_V4.matcher(host).matches();
  }
}
