package bucketpass.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.LocalApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Commands as a person types them, in a shell that has the local application's operator. */
record Shell(LocalApplication local) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Runs it to its end, and gives what it printed. */
  String run(String command) throws IOException, InterruptedException {
    Process process = start(command);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command + "\n" + out).isZero();
    return out;
  }

  Process start(String command) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", "set -eo pipefail; " + command);
    shell.environment().put("AWS_ACCESS_KEY_ID", local.operator().accessKeyId());
    shell.environment().put("AWS_SECRET_ACCESS_KEY", local.operator().secretAccessKey());
    shell.environment().put("AWS_ENDPOINT_URL_S3", local.s3().toString());
    shell.environment().put("AWS_ENDPOINT_URL_STS", local.sts().toString());
    return shell.directory(ROOT.toFile()).start();
  }
}
