package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.console.PrettyJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListVolumeTest {

  private static final int KEYS = 100_000;

  /** The rows alone would take more than this many megabytes, were they held. */
  private static final int HEAP_MB = 20;

  @Test
  void lists_a_hundred_thousand_keys_in_a_heap_that_holds_but_a_few_pages(@TempDir Path folder)
      throws IOException, InterruptedException {
    AtomicReference<Process> listing = new AtomicReference<>();
    AtomicReference<String> resident = new AtomicReference<>("");
    try (PagedS3 s3 = new PagedS3(KEYS, () -> resident.set(peakResident(listing.get())))) {
      Path errors = folder.resolve("errors");
      listing.set(list(s3, errors));

      long keys = 0;
      long size = 0;
      try (BufferedReader lines = listing.get().inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          keys++;
          size += PrettyJson.read(line, "the row").get("Size").asLong();
        }
      }

      assertThat(errors).isEmptyFile();
      assertThat(listing.get().waitFor()).isZero();
      assertThat(keys).isEqualTo(KEYS);
      assertThat(size).isEqualTo(s3.totalSize());
      System.out.printf("%,d keys listed in a heap of %d MB; %s%n", keys, HEAP_MB, resident.get());
    }
  }

  private static Process list(PagedS3 s3, Path errors) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MB + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "bucketpass.cli.Main",
                "list",
                "bucket",
                "--nl",
                "--s3-endpoint=" + s3.uri()));
    java.environment().put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    java.environment().put("AWS_SECRET_ACCESS_KEY", "example");
    return java.redirectError(errors.toFile()).start();
  }

  /** Linux tells; elsewhere the heap's limit says enough. */
  private static String peakResident(Process process) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines.filter(line -> line.startsWith("VmHWM")).findAny().orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
