package bucketpass.e2e.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The table in {@code docs/clients.md}, between two markers: client, version, how, seen. */
final class ClientTable {

  private static final String BEGIN = "<!-- seen: written by ClientsTest -->\n";
  private static final String END = "<!-- seen: end -->\n";

  private final Path page;
  private final String text;

  private ClientTable(Path page, String text) {
    this.page = page;
    this.text = text;
  }

  static ClientTable of(Path checkout) throws IOException {
    Path page = checkout.resolve("docs/clients.md");
    return new ClientTable(page, Files.readString(page));
  }

  /** The rows as they stand, each as its cells. */
  List<List<String>> rows() {
    return text.substring(begin(), text.indexOf(END))
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| Client"))
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).skip(1).limit(4).toList())
        .toList();
  }

  /**
   * Writes the versions that were seen; a client that was not run keeps its row.
   *
   * @param versions by the client's id
   */
  void write(Map<String, String> versions, LocalDate date) throws IOException {
    StringBuilder table =
        new StringBuilder("| Client | Version | How | Seen |\n|---|---|---|---|\n");
    for (Client client : Client.all()) {
      String version = versions.get(client.id());
      table.append(
          version == null
              ? keptRow(client)
              : "| %s | %s | %s | %s |\n".formatted(client.name(), version, client.how(), date));
    }
    Files.writeString(page, text.substring(0, begin()) + table + text.substring(text.indexOf(END)));
  }

  private String keptRow(Client client) {
    return rows().stream()
        .filter(row -> row.get(0).equals(client.name()) && row.get(2).equals(client.how()))
        .findFirst()
        .map(row -> "| " + String.join(" | ", row) + " |\n")
        .orElse("| %s | | %s | not yet |\n".formatted(client.name(), client.how()));
  }

  private int begin() {
    return text.indexOf(BEGIN) + BEGIN.length();
  }
}
