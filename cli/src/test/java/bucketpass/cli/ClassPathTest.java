package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.local.LocalCommand;
import bucketpass.cli.login.DevTokenClient;
import bucketpass.local.signin.SignInServlet;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All commands but two run without the local application and what only it depends on. */
class ClassPathTest {

  private static final Pattern HEAVY =
      Pattern.compile("/local/target/|bucketpass-local|jetty|s3proxy|jimfs|snakeyaml|guava");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policy",
        "vend",
        "list",
        "login",
        "logout",
        "token",
        "whoami",
        "credentials",
        "serve-credentials",
        "verify",
        "revoke",
        "completion",
        "local",
        "demo"
      })
  void help_needs_no_local_application(String command) throws Exception {
    String help = light(command, "--help");
    assertThat(help).contains("Usage: bucketpass " + command);
  }

  @Test
  void help_lists_every_command() throws Exception {
    assertThat(light("--help")).contains("local ", "demo ", "vend ");
  }

  @Test
  void policy_runs_without_the_local_application() throws Exception {
    assertThat(light("policy", "--bucket", "a-bucket", "--prefix", "alice/"))
        .contains("arn:aws:s3:::a-bucket");
  }

  @Test
  void token_runs_without_the_local_application() throws Exception {
    assertThat(light("token", "--user", "alice", "--issuer", "http://127.0.0.1:1"))
        .contains("no local application at http://127.0.0.1:1");
  }

  @Test
  void default_issuer_is_that_of_the_local_application() {
    assertThat(DevTokenClient.DEFAULT_ISSUER)
        .isEqualTo(SignInServlet.issuerAt("127.0.0.1", LocalCommand.PORT + 2));
  }

  private static String light(String... command) throws IOException, InterruptedException {
    List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    String light =
        all.stream()
            .filter(entry -> !HEAVY.matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(light).hasSizeLessThan(String.join(File.pathSeparator, all).length());
    ProcessBuilder java =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                light,
                "bucketpass.cli.Main")
            .redirectErrorStream(true);
    java.command().addAll(Arrays.asList(command));
    Process process = java.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertThat(output).doesNotContain("NoClassDefFoundError");
    return output;
  }
}
