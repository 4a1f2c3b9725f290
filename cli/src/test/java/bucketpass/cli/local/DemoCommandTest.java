package bucketpass.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.CommandRun;
import bucketpass.cli.console.DurationConverter;
import bucketpass.local.LocalApplication;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  private static final Path ROOT = Path.of("..");

  @TempDir private Path folder;

  @BeforeEach
  void home() {
    System.setProperty("bucketpass.home", ROOT.toString());
  }

  @AfterEach
  void noHome() {
    System.clearProperty("bucketpass.home");
  }

  @Test
  void tells_a_story_in_which_all_goes_as_it_should() {
    CommandRun run = CommandRun.of("demo");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("✓ she puts a file, straight to S3   alice/hello.txt, 15 bytes")
        .contains("All 14 went as they should")
        .doesNotContain("✗");
    assertThat(run.out().lines().filter(line -> line.contains("403 AccessDenied"))).hasSize(4);
    assertThat(run.out().lines().filter(line -> line.contains("401 Unauthorized"))).hasSize(2);
  }

  @Test
  void uploads_a_file_of_ones_own() throws Exception {
    Path file = Files.writeString(folder.resolve("größe 1+1=2.txt"), "mine");
    CommandRun run = CommandRun.of("demo", file.toString());
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("alice/größe 1+1=2.txt, 4 bytes");
  }

  @Test
  void says_that_a_file_cannot_be_read() {
    CommandRun run = CommandRun.of("demo", "no-such-file");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualToIgnoringNewLines("bucketpass: cannot read no-such-file");
  }

  /**
   * A template that gives everybody one prefix: alice reaches too much, and the demo must see it.
   */
  @Test
  void fails_where_the_vended_role_trusts_nobody() throws Exception {
    String template = Files.readString(ROOT.resolve("template.yaml"));
    Files.writeString(
        folder.resolve("template.yaml"),
        template.replace("aws:RequestTag/access: \"/?*/\"", "aws:RequestTag/access: none"));
    System.setProperty("bucketpass.home", folder.toString());
    CommandRun run = CommandRun.of("demo");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("✗ and vends credentials for it").contains("did not go as");
  }

  @Test
  void prints_no_secret() {
    assertThat(CommandRun.of("demo").out()).doesNotContain("eyJ").doesNotContain("SecretAccessKey");
  }

  @Test
  void prints_the_token_that_is_ordered() throws Exception {
    try (LocalApplication application = LocalApplication.start(LocalApplication.Options.of(ROOT))) {
      CommandRun run =
          CommandRun.of(
              "token",
              "--user=carol",
              "--group=readers",
              "--group=uploaders",
              "--claim=custom:tenant=acme",
              "--use=access",
              "--expires=60s",
              "--issuer=" + application.issuer());
      var claims = DemoCaller.withToken(application, run.out().strip()).claims();
      assertThat(claims.get("sub").asText()).isEqualTo("carol");
      assertThat(claims.get("cognito:groups")).hasSize(2);
      assertThat(claims.get("custom:tenant").asText()).isEqualTo("acme");
      assertThat(claims.get("token_use").asText()).isEqualTo("access");
      assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(60);
    }
  }

  @Test
  void says_that_no_local_application_runs() {
    CommandRun run =
        CommandRun.of("token", "--user=alice", "--issuer=http://127.0.0.1:1/bucketpass");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("start ./bucketpass local");
  }

  @Test
  void understands_durations() {
    assertThat(
            Map.of("60s", 60, "15m", 900, "1h", 3600, "90", 90, "-60s", -60).entrySet().stream()
                .allMatch(
                    pair ->
                        new DurationConverter()
                            .convert(pair.getKey())
                            .equals(Duration.ofSeconds(pair.getValue()))))
        .isTrue();
    assertThat(CommandRun.of("token", "--user=a", "--expires=soon").exitCode()).isEqualTo(2);
  }

  @Test
  void tells_of_a_step_that_failed() {
    StringWriter out = new StringWriter();
    StepReport story = new StepReport(new PrintWriter(out, true));
    story.tell("it opens", () -> "wide");
    story.tell("it holds", () -> refused("it did not"));
    assertThat(story.failed()).isEqualTo(1);
    assertThat(out.toString()).contains("✓ it opens").contains("✗ it holds").contains("it did not");
  }

  private static String refused(String seen) throws StepReport.Otherwise {
    throw new StepReport.Otherwise(seen);
  }
}
