package bucketpass.cli.console;

import bucketpass.client.SecureUri;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses: given on the command line, stored, or named by an issuer. */
public final class CheckedUri {

  private CheckedUri() {}

  /** The address of what is below another. */
  public static URI below(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + path);
  }

  /**
   * Checks that an address is https, or http on this machine, and so may be sent a token or opened
   * in a browser.
   *
   * @param what the option, or whose address it is
   * @throws CommandFailedException if it is not; without the address, which may hold a password
   */
  public static URI safe(URI uri, String what) {
    if (!SecureUri.isSecure(uri)) {
      throw new CommandFailedException(
          what + " must be https (or http on this machine), without user name and fragment");
    }
    return uri;
  }

  /** Checks the API's address, below which paths are added. */
  public static URI api(URI uri) {
    if (uri.getRawQuery() != null) {
      throw new CommandFailedException("--api must have no query: give the stack's output ApiUrl");
    }
    return safe(uri, "--api");
  }

  /**
   * Reads an address.
   *
   * @throws CommandFailedException if it is not one
   */
  public static URI parse(String text, String what) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new CommandFailedException(
          what + " is not an address: give one such as https://host/path");
    }
  }
}
