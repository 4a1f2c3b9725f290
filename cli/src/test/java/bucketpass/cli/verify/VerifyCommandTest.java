package bucketpass.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.CommandRun;
import bucketpass.cli.login.DevTokenClient;
import bucketpass.local.LocalApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {

  private static final Path TEMPLATE = Path.of("..", "template.yaml");

  @TempDir private Path home;

  @AfterEach
  void forgetTheOperator() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void passes_on_the_template_and_leaves_nothing_behind() throws Exception {
    CommandRun run = verify(Files.readString(TEMPLATE));

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("the role, write-once").doesNotContain("DIFF");
  }

  /** Each edit replaces a text that is in the template, or the case is out of date. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "any access may put | \"*/put/*\"} | \"/*\"} | the role, read-only",
        "wide role policy   | /${!aws:PrincipalTag/prefix}* | /* | the role, read-write",
        "any prefix listed  | \"${aws:PrincipalTag/prefix}*\" | \"*\" | the role, read-only",
        "overwrites once    | StringEquals: {\"s3:if-none-match\": \"*\"} | \"Null\": {\"s3:if-none-match\": \"true\"} | the role, write-once",
        "no closing slash   | /${!aws:PrincipalTag/prefix}* | /${!aws:userid}* | read-write",
        "nothing deleted    | Action: s3:DeleteObject | Action: s3:GetBucketTagging | read-write",
      })
  void fails_on_a_broken_template(String name, String text, String broken, String shownBy)
      throws Exception {
    String template = Files.readString(TEMPLATE);
    assertThat(template).contains(text);

    CommandRun run = verify(template.replace(text, broken));

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
    assertThat(run.out().lines().filter(line -> line.startsWith("DIFF")))
        .anyMatch(line -> line.startsWith("DIFF " + shownBy));
  }

  @Test
  void names_the_setting_where_write_once_puts_are_denied() throws Exception {
    String template = Files.readString(TEMPLATE);
    String asked = "{\"s3:if-none-match\": \"*\"}";
    assertThat(template).contains(asked);

    CommandRun run = verify(template.replace(asked, "{\"s3:if-none-match\": \"**\"}"));

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("DIFF write-once +put where nothing is +ALLOWED +DENIED")
        .containsPattern("DIFF write-once +multipart upload where nothing is +ALLOWED +DENIED")
        .contains("WriteOnceCheck=presence");
  }

  @Test
  void passes_where_write_once_is_checked_by_presence() throws Exception {
    String template = Files.readString(TEMPLATE);
    String setting = "Default: value\n";
    assertThat(template).contains(setting);

    CommandRun run = verify(template.replace(setting, "Default: presence\n"));

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).doesNotContain("DIFF", "WriteOnceCheck");
  }

  private CommandRun verify(String template) throws IOException, InterruptedException {
    Files.writeString(home.resolve("template.yaml"), template);
    try (LocalApplication local = LocalApplication.start(LocalApplication.Options.of(home))) {
      System.setProperty("aws.accessKeyId", local.operator().accessKeyId());
      System.setProperty("aws.secretAccessKey", local.operator().secretAccessKey());
      CommandRun run =
          CommandRun.of(
              "verify",
              "--api=" + local.api(),
              "--token=" + new DevTokenClient("alice").request(local.issuer()),
              "--token=" + new DevTokenClient("bob").request(local.issuer()),
              "--expired-token="
                  + new DevTokenClient("alice")
                      .expiresIn(Duration.ofHours(-1))
                      .request(local.issuer()),
              "--role-arn=" + local.roleArn(),
              "--sts-endpoint=" + local.sts(),
              "--s3-endpoint=" + local.s3());
      CommandRun left =
          CommandRun.of("list", local.bucket(), "--nl", "--s3-endpoint=" + local.s3());
      assertThat(left).as("what is left in the bucket").isEqualTo(new CommandRun(0, "", ""));
      return run;
    }
  }
}
