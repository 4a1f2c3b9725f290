package bucketpass.cli.local;

import bucketpass.cli.console.CommandFailedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checkout that the script belongs to: the local application runs its {@code template.yaml}.
 */
final class Checkout {

  private Checkout() {}

  /**
   * @throws CommandFailedException where no template is
   */
  static Path path() {
    Path home = Path.of(System.getProperty("bucketpass.home", ""));
    if (!Files.isRegularFile(home.resolve("template.yaml"))) {
      throw new CommandFailedException(
          "found no template.yaml: run the script ./bucketpass of a checkout");
    }
    return home;
  }
}
