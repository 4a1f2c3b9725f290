package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bucketpass.cli.console.PrettyJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class VendCommandTest {

  private static StubbedLocalAws aws;

  @BeforeAll
  static void start() {
    aws = new StubbedLocalAws();
    aws.put("alice/note.txt", "hello");
    aws.put("alice2/note.txt", "not alice's");
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @Test
  void vends_for_a_prefix_with_a_space() {
    assertThat(vend("alice/b c/", "--read-only").exitCode()).isZero();
  }

  @Test
  void vends_credentials_that_read_the_prefix_and_nothing_else() {
    CommandRun run = vend("alice/", "--read-only");

    assertThat(run.exitCode()).as(run.err()).isZero();
    try (S3Client s3 = aws.vended(run.out())) {
      assertThat(get(s3, "alice/note.txt")).isEqualTo("hello");
      assertThatThrownBy(() -> get(s3, "alice2/note.txt")).hasMessageContaining("Status Code: 403");
      assertThatThrownBy(() -> put(s3, "alice/new.txt")).isInstanceOf(S3Exception.class);
    }
  }

  @Test
  void vends_credentials_that_write_once() {
    try (S3Client s3 = aws.vended(vend("once/", "--write-once").out())) {
      s3.putObject(
          put -> put.bucket(aws.bucket()).key("once/a").ifNoneMatch("*"), RequestBody.empty());
      assertThatThrownBy(() -> put(s3, "once/b")).hasMessageContaining("Status Code: 403");
      assertThatThrownBy(
              () ->
                  s3.putObject(
                      put -> put.bucket(aws.bucket()).key("once/a").ifNoneMatch("*"),
                      RequestBody.empty()))
          .hasMessageContaining("Status Code: 412");
    }
  }

  @Test
  void says_when_they_end_and_for_which_account() {
    JsonNode keys = PrettyJson.read(vend("alice/", "--duration", "15m").out(), "the credentials");

    assertThat(keys.get("Version").isInt()).isTrue();
    assertThat(keys.get("Version").asInt()).isEqualTo(1);
    assertThat(keys.get("AccountId").asText()).isEqualTo("123456789012");
    assertThat(Duration.between(Instant.now(), Instant.parse(keys.get("Expiration").asText())))
        .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
  }

  @Test
  void prints_a_profile() {
    ProfileFile file =
        ProfileFile.builder()
            .type(ProfileFile.Type.CREDENTIALS)
            .content(vend("alice/", "--format", "ini").out())
            .build();

    assertThat(file.profile("default").orElseThrow().properties())
        .containsOnlyKeys("aws_access_key_id", "aws_secret_access_key", "aws_session_token");
  }

  @Test
  void prints_variables_that_a_shell_takes() throws IOException, InterruptedException {
    String variables = vend("alice/", "--format", "env").out();
    Process shell =
        new ProcessBuilder("sh", "-c", variables + "\nprintf %s \"$AWS_ACCESS_KEY_ID\"").start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("ASIA");
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void says_in_a_dry_run_what_it_would_do_and_calls_nothing() {
    String noServer = "--sts-endpoint=http://127.0.0.1:1";
    CommandRun run =
        CommandRun.of(
            "vend",
            "bucket",
            "--prefix=alice/",
            "--read-only",
            "--duration=15m",
            "--dry-run",
            "--session-name=carol",
            "--role-arn=" + aws.roleArn(),
            noServer);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(
            "Would assume role '%s' as 'carol' with the tags prefix=alice/, access=/list/read/"
                    .formatted(aws.roleArn())
                + " using the following policy for 900 seconds:\n{\n")
        .contains("arn:aws:s3:::bucket/alice/*");
    assertThat(
            CommandRun.of(
                "vend", "bucket", "--prefix=alice/", "--role-arn=" + aws.roleArn(), noServer))
        .extracting(CommandRun::exitCode, CommandRun::err)
        .satisfies(
            seen -> assertThat(seen.toString()).contains("1, bucketpass: could not connect"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arn:aws:iam::123456789012:role/other | STS refused: AccessDenied",
        "nonsense                             | --role-arn is no ARN",
      })
  void says_in_one_line_why_nothing_was_vended(String role, String why) {
    CommandRun run = aws.sts("vend", aws.bucket(), "--prefix=alice/", "--role-arn=" + role);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("bucketpass: " + why).hasLineCount(1);
  }

  @Test
  void shows_no_secret_in_an_error_or_its_trace() {
    String secret = System.getProperty("aws.secretAccessKey");
    System.setProperty("aws.accessKeyId", "AKIAUNKNOWN");
    try {
      CommandRun run = vend("alice/", "--debug");

      assertThat(run.err()).contains("InvalidClientTokenId", "\tat ").doesNotContain(secret);
    } finally {
      System.setProperty("aws.accessKeyId", aws.operatorId());
    }
  }

  private static CommandRun vend(String prefix, String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "vend";
    args[1] = aws.bucket();
    args[2] = "--prefix=" + prefix;
    args[3] = "--role-arn=" + aws.roleArn();
    System.arraycopy(options, 0, args, 4, options.length);
    return aws.sts(args);
  }

  private static String get(S3Client s3, String key) {
    return s3.getObjectAsBytes(get -> get.bucket(aws.bucket()).key(key)).asUtf8String();
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(put -> put.bucket(aws.bucket()).key(key), RequestBody.empty());
  }
}
