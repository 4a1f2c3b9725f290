package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.console.PrettyJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCommandTest {

  @Test
  void prints_the_three_statements_of_s3_credentials_for_read_only() {
    CommandRun run = policy("--prefix", "user1410/", "--read-only");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(PrettyJson.read(run.out(), "the policy"))
        .isEqualTo(
            PrettyJson.read(
                """
                {"Version": "2012-10-17",
                 "Statement": [
                  {"Effect": "Allow",
                   "Action": ["s3:GetBucketLocation"],
                   "Resource": ["arn:aws:s3:::name-of-bucket"]},
                  {"Effect": "Allow",
                   "Action": ["s3:ListBucket"],
                   "Resource": ["arn:aws:s3:::name-of-bucket"],
                   "Condition": {"StringLike": {"s3:prefix": ["user1410/*"]}}},
                  {"Effect": "Allow",
                   "Action": ["s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectLegalHold",
                              "s3:GetObjectRetention", "s3:GetObjectTagging"],
                   "Resource": ["arn:aws:s3:::name-of-bucket/user1410/*"]}
                 ]}
                """,
                "the expectation"));
  }

  @Test
  void prints_one_element_a_line() {
    assertThat(policy("--prefix", "a/", "--read-only").out())
        .startsWith(
            "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\"");
  }

  @Test
  void adds_a_statement_at_the_end() {
    String extra = "{\"Effect\": \"Allow\", \"Action\": \"textract:*\", \"Resource\": \"*\"}";
    CommandRun run = policy("--prefix", "a/", "--write-only", "--statement", extra);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsSubsequence("s3:AbortMultipartUpload", "textract:*");
  }

  @Test
  void names_the_arns_of_another_partition() {
    assertThat(policy("--prefix", "a/", "--partition", "aws-cn").out())
        .contains("arn:aws-cn:s3:::name-of-bucket/a/*")
        .doesNotContain("arn:aws:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a             | --read-only                 | does not end with a slash",
        "*/            | --read-only                 | has a character other than",
        "../           | --read-only                 | a segment that is . or ..",
        "a//           | --read-only                 | has an empty segment",
        "a/            | --duration=5m               | must be 15 minutes to 1 hour",
        "a/            | --duration=soon             | must be 15 minutes to 1 hour",
        "a/            | --statement={               | is not JSON",
        "a/            | --statement={\"Effect\":1}  | with Effect, Action and Resource",
        "a/            | --statement=[]              | with Effect, Action and Resource"
      })
  void refuses_what_no_vend_would_take(String prefix, String option, String why) {
    CommandRun run = policy("--prefix", prefix, option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("bucketpass: ").contains(why).hasLineCount(1);
  }

  @Test
  void refuses_two_levels_of_access_at_once() {
    CommandRun run = policy("--prefix", "a/", "--read-only", "--write-only");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--read-only", "--write-only").hasLineCount(1);
  }

  @Test
  void a_prefix_may_have_a_space_within_a_segment() {
    assertThat(policy("--prefix", "a/b c/").out())
        .contains("\"arn:aws:s3:::name-of-bucket/a/b c/*\"", "\"a/b c/*\"");
    assertThat(policy("--prefix", "a/ b/").err())
        .contains("has a segment that starts or ends with a space");
  }

  @Test
  void refuses_to_go_without_a_prefix() {
    assertThat(policy("--read-only").err())
        .startsWith("bucketpass: Missing required option: '--prefix=P'");
  }

  @Test
  void refuses_a_policy_that_is_too_long_for_sts() {
    String extra =
        "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"" + "x".repeat(2_048) + "\"}";
    CommandRun run = policy("--prefix", "a/", "--statement", extra);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("STS takes 2048");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b*",
        "${aws:username}",
        "bucket?",
        "bucket/x",
        "Bucket",
        "a..b",
        "ab",
        "192.168.0.1",
        ".bucket",
        "bucket-",
        "a b c",
        "bucket\n",
        "*",
        ""
      })
  void bucket_that_is_no_name_of_a_bucket_is_refused(String bucket) {
    String role = "--role-arn=arn:aws:iam::123456789012:role/r";
    for (CommandRun run :
        List.of(
            CommandRun.of("policy", "--bucket=" + bucket, "--prefix=a/"),
            CommandRun.of("vend", bucket, "--prefix=a/", "--dry-run", role),
            CommandRun.of("serve-credentials", bucket, "--prefix=a/", role))) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("a bucket's name has 3 to 63 characters");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--partition=*",
        "--partition=${aws:username}",
        "--partition=",
        "--kms-key-arn=*",
        "--kms-key-arn=arn:aws:kms:*:123456789012:key/k",
        "--kms-key-arn=arn:aws:kms:us-east-1:123456789012:key/*",
        "--kms-key-arn=arn:aws:kms:us-east-1:123456789012:alias/a",
        "--kms-key-arn=${aws:PrincipalTag/key}",
        "--kms-key-arn=",
        "--read-only=false",
        "--read-only=true",
        "--write-only=false",
        "--write-once=no",
        "--access=",
        "--access=READ-WRITE",
        "--access=all",
        "--access=read-only,read-write",
        "--statement={\"Effect\":\"Permit\",\"Action\":\"s3:*\",\"Resource\":\"*\"}",
        "--statement={\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"}",
        "--statement={\"Effect\":\"Allow\",\"Action\":\"a\",\"Resource\":1}",
        "--statement={\"Effect\":\"Deny\",\"Effect\":\"Allow\",\"Action\":\"a\",\"Resource\":\"*\"}",
        "--statement={\"Effect\":\"Deny\",\"Action\":\"a\",\"Resource\":\"*\"} {}",
        "--statement={\"Effect\":\"Deny\",\"Action\":\"a\",\"Resource\":\"*\",\"Principal\":\"*\"}",
      })
  void option_that_is_not_understood_is_refused(String option) {
    CommandRun run = policy("--prefix", "a/", option);

    assertThat(run.exitCode()).as(option).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("bucketpass: ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:*:iam::123456789012:role/r",
        "arn:${aws:username}:iam::123456789012:role/r",
        "arn:aws:iam::123456789012:role/*",
        "arn:aws:iam::*:role/r",
        "arn:aws:iam::123456789012:user/u",
        "arn:aws:s3:::bucket",
      })
  void role_that_is_no_role_is_refused(String role) {
    for (CommandRun run :
        List.of(
            CommandRun.of("vend", "a-bucket", "--prefix=a/", "--dry-run", "--role-arn=" + role),
            CommandRun.of("revoke", "--caller=a", "--role-arn=" + role))) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith("bucketpass: --role-arn is no ARN").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--access=read-only, --read-only",
    "--access=write-only, --write-only",
    "--access=write-once, --write-once"
  })
  void short_form_is_the_same_as_its_level(String access, String shortForm) {
    assertThat(policy("--prefix=a/", access)).isEqualTo(policy("--prefix=a/", shortForm));
    assertThat(policy("--prefix=a/", access, shortForm).exitCode()).isEqualTo(2);
    assertThat(policy("--prefix=a/", access, "--access=read-write").exitCode()).isEqualTo(2);
    assertThat(policy("--prefix=a/", "--access=read-write")).isEqualTo(policy("--prefix=a/"));
  }

  private static CommandRun policy(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "policy";
    args[1] = "--bucket";
    args[2] = "name-of-bucket";
    System.arraycopy(options, 0, args, 3, options.length);
    return CommandRun.of(args);
  }
}
