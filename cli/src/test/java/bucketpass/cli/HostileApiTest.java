package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.console.CredentialsFormat;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands against an API or STS that returns what it should not. */
class HostileApiTest {

  private static final String CREDENTIALS =
      """
      {"Version":1,"AccessKeyId":"ASIAHOSTILE","SecretAccessKey":"the/secret+",\
      "SessionToken":"the-session=","Expiration":"2126-01-01T00:00:00Z",\
      "RefreshAfter":"2126-01-01T00:00:00Z","Bucket":"a-bucket","Region":"us-east-1",\
      "Prefix":"alice/","Access":"read-write"}""";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret\r",
        "secret\n",
        "\nsecret",
        "sec\0ret",
        "s\u00e9cret",
        "a secret",
        "\"secret\"",
        "secret\u2028",
        ""
      })
  void token_that_cannot_be_sent_is_neither_sent_nor_shown(String token) throws IOException {
    try (HostileServer api = new HostileServer(200, "application/json", "{}")) {
      for (String command : new String[] {"whoami", "credentials", "list", "verify"}) {
        CommandRun run =
            CommandRun.of(command, "--debug", "--api=" + api.uri(), "--token=" + token);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
            .startsWith("bucketpass: the token ")
            .doesNotContain("secret", "sec\0ret", "s\u00e9cret");
      }
      assertThat(api.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(CredentialsFormat.class)
  void good_credentials_are_printed(CredentialsFormat format) throws IOException {
    CommandRun run = credentials(CREDENTIALS, format);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("ASIAHOSTILE", "the/secret+", "the-session=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ASIAHOSTILE  | ASIA\\ncredential_process = touch pwned",
        "the/secret+  | secret\\r\\n[profile x]",
        "the-session= | session\\u2028x",
        "the-session= | x'; touch pwned; '",
        "the-session= | $(touch pwned)",
        "the-session= | \\u001b[2J",
        "a-bucket     | ${aws:username}",
        "us-east-1    | evil.example/",
        "alice/       | *",
      })
  void hostile_credentials_are_printed_in_no_format(String good, String hostile)
      throws IOException {
    for (CredentialsFormat format : CredentialsFormat.values()) {
      CommandRun run = credentials(CREDENTIALS.replace(good, hostile), format);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("is not what AWS issues").doesNotContain("touch", "\u001b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIA\ncredential_process = touch pwned",
        "ASIA&#10;credential_process = touch pwned",
        "ASIA&#xd;x",
        "ASIA&#x2028;x",
        "ASIA'x",
        ""
      })
  void hostile_credentials_of_sts_are_printed_in_no_format(String accessKeyId) throws IOException {
    String response =
        """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser>
        <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>t</SessionToken><Expiration>2126-01-01T00:00:00Z</Expiration></Credentials>
        </AssumeRoleResult></AssumeRoleResponse>"""
            .formatted(accessKeyId);
    System.setProperty("aws.accessKeyId", "AKIAOPERATOR");
    System.setProperty("aws.secretAccessKey", "operators");
    try (HostileServer sts = new HostileServer(200, "text/xml", response)) {
      for (CredentialsFormat format : CredentialsFormat.values()) {
        CommandRun run =
            CommandRun.of(
                "vend",
                "a-bucket",
                "--prefix=a/",
                "--role-arn=arn:aws:iam::123456789012:role/r",
                "--sts-endpoint=" + sts.uri(),
                "--format=" + format);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("STS's response has no AccessKeyId").hasLineCount(1);
      }
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  @Test
  void escape_sequences_of_a_problem_are_escaped_on_stderr() throws IOException {
    String problem =
        """
        {"code":"\\u001b]0;owned\\u0007","detail":"\\u009b2J\\u202eevil\\u2028line\\u007f\\r"}""";
    try (HostileServer api = new HostileServer(403, "application/problem+json", problem)) {
      for (String command : new String[] {"whoami", "credentials"}) {
        CommandRun run = CommandRun.of(command, "--api=" + api.uri(), "--token=t");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
            .startsWith("bucketpass: ")
            .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u202e]")
            .contains("\\u001b", "\\u202e");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SecretIsHere", "{\"a\":SecretIsHere}", "{} SecretIsHere", ""})
  void unreadable_response_is_not_quoted(String body) throws IOException {
    for (int status : new int[] {200, 403}) {
      try (HostileServer api = new HostileServer(status, "application/problem+json", body)) {
        CommandRun run = CommandRun.of("whoami", "--debug", "--api=" + api.uri(), "--token=t");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the API's response is not JSON");
        assertThat(run.out() + run.err()).doesNotContain("SecretIsHere");
      }
    }
  }

  private static CommandRun credentials(String response, CredentialsFormat format)
      throws IOException {
    try (HostileServer api = new HostileServer(200, "application/json", response)) {
      return CommandRun.of("credentials", "--api=" + api.uri(), "--token=t", "--format=" + format);
    }
  }
}
