package bucketpass.e2e.clients;

import bucketpass.testkit.TestRequirement;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of {@code clients.csv}.
 *
 * @param id names it in files and properties
 * @param name as its readers know it
 * @param how it comes by its credentials
 * @param command its program: {@code {clients}} stands for where the CI step has installed clients
 */
record Client(String id, String name, String how, String command) {

  /** All of them, in the order of the table. */
  static List<Client> all() throws IOException {
    try (Stream<String> lines = Files.lines(resource("clients.csv"))) {
      return lines
          .skip(1)
          .map(line -> line.split(",", 4))
          .map(cells -> new Client(cells[0], cells[1], cells[2], cells[3]))
          .toList();
    }
  }

  /** The command with every path filled in; the test ends here where the program is not there. */
  List<String> installedCommand() {
    TestRequirement.program("curl");
    TestRequirement.program("node");
    List<String> installed = new ArrayList<>();
    for (String word : command.split(" ", -1)) {
      if (word.equals("{java}")) {
        installed.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        installed.addAll(List.of("-cp", System.getProperty("java.class.path")));
      } else if (word.startsWith("{clients}")) {
        Path program = clients().resolve(word.substring("{clients}/".length()));
        TestRequirement.that(
            Files.isExecutable(program), name + ", which .ci/steps/31-clients installs");
        installed.add(program.toString());
      } else if (word.matches(".*\\.(py|mjs|sh)")) {
        installed.add(resource(word).toString());
      } else {
        installed.add(word);
      }
    }
    if (!command.startsWith("{java}")) {
      TestRequirement.that(
          Files.isDirectory(clients()), name + ", which .ci/steps/31-clients installs");
    }
    return installed;
  }

  @Override
  public String toString() {
    return name + " by " + how;
  }

  /** Where the CI step has installed what is not on the search path. */
  static Path clients() {
    String cache =
        Optional.ofNullable(System.getenv("BUCKETPASS_CI_CACHE"))
            .orElse(System.getProperty("user.home") + "/.cache/bucketpass-ci");
    return Path.of(cache, "clients");
  }

  private static Path resource(String name) {
    try {
      return Path.of(Client.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
