package bucketpass.e2e.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A client's program. It prints {@code version …}; does one round – puts, lists and gets inside the
 * prefix and sees that it is refused outside – and prints {@code round}; waits for a line before
 * its second round and for another before its third, and ends with status 0.
 */
final class ClientProcess implements AutoCloseable {

  private final List<String> output = new ArrayList<>();
  private final Process process;
  private final BufferedReader lines;

  ClientProcess(List<String> command, Map<String, String> environment, Path folder)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // Nothing of this machine's own profiles and keys, and no proxy between it and itself.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toUpperCase(Locale.ROOT).matches("AWS_.*|.*PROXY"));
    builder.environment().putAll(environment);
    process = builder.start();
    lines = process.inputReader();
  }

  /** Waits for the end of a round; all that was printed since is in the error otherwise. */
  void awaitRound() throws IOException {
    String line = lines.readLine();
    while (line != null && !line.equals("round")) {
      output.add(line);
      line = lines.readLine();
    }
    if (line == null) {
      throw new AssertionError("ended before its round did:\n" + String.join("\n", output));
    }
  }

  void goOn() throws IOException {
    Writer input = process.outputWriter();
    input.write("\n");
    input.flush();
  }

  String version() {
    return output.stream()
        .filter(line -> line.startsWith("version "))
        .map(line -> line.substring("version ".length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("printed no version: " + output));
  }

  int exitStatus() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
