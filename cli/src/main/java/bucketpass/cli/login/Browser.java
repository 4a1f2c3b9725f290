package bucketpass.cli.login;

import bucketpass.cli.console.CheckedUri;
import bucketpass.cli.console.CommandFailedException;
import java.io.IOException;
import java.net.URI;

/** The user's browser. */
public final class Browser {

  private Browser() {}

  /**
   * Opens an address. That is a convenience: where there is no browser, the printed address does.
   *
   * @throws CommandFailedException if it is not https, or http on this machine: the desktop's
   *     opener would also run what {@code file:} or {@code smb:} names, and take {@code --version}
   *     for an option
   */
  public static void open(URI address) {
    String checked = CheckedUri.safe(address, "the sign-in's address").toASCIIString();
    String opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
    try {
      new ProcessBuilder(opener, checked)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException none) {
      // The address is on the screen.
    }
  }
}
