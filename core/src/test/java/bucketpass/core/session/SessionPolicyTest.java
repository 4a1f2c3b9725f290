package bucketpass.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Prefix;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionPolicyTest {

  private static final Prefix USER = new Prefix("user1410/");

  private static String policy(AccessLevel access) {
    return SessionPolicy.of("aws", "b", USER, access.permissions(), Optional.empty()).json();
  }

  private static final String READ =
      """
      {"Effect":"Allow","Action":["s3:GetBucketLocation"],"Resource":["arn:aws:s3:::b"]},\
      {"Effect":"Allow","Action":["s3:ListBucket"],"Resource":["arn:aws:s3:::b"],\
      "Condition":{"StringLike":{"s3:prefix":["user1410/*"]}}},\
      {"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectAcl","s3:GetObjectLegalHold",\
      "s3:GetObjectRetention","s3:GetObjectTagging"],"Resource":["arn:aws:s3:::b/user1410/*"]}""";

  private static final String MULTIPART =
      """
      {"Effect":"Allow","Action":["s3:AbortMultipartUpload","s3:ListMultipartUploadParts"],\
      "Resource":["arn:aws:s3:::b/user1410/*"]}""";

  private static String document(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  @Test
  void read_only_is_the_three_statements_of_s3_credentials() {
    assertThat(policy(AccessLevel.READ_ONLY)).isEqualTo(document(READ));
  }

  @Test
  void read_write_also_puts_deletes_and_ends_multipart_uploads() {
    assertThat(policy(AccessLevel.READ_WRITE))
        .isEqualTo(
            document(
                READ,
                """
                {"Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],\
                "Resource":["arn:aws:s3:::b/user1410/*"]}""",
                MULTIPART));
  }

  @Test
  void write_only_neither_reads_nor_lists_nor_deletes() {
    assertThat(policy(AccessLevel.WRITE_ONLY))
        .isEqualTo(
            document(
                """
                {"Effect":"Allow","Action":["s3:PutObject"],\
                "Resource":["arn:aws:s3:::b/user1410/*"]}""",
                MULTIPART));
  }

  @Test
  void write_once_puts_only_with_if_none_match_star() {
    assertThat(policy(AccessLevel.WRITE_ONCE))
        .isEqualTo(writeOnce("{\"StringEquals\":{\"s3:if-none-match\":\"*\"}}"));
  }

  @Test
  void write_once_by_presence_puts_with_any_if_none_match() {
    assertThat(
            SessionPolicy.of(
                    "aws",
                    "b",
                    USER,
                    AccessLevel.WRITE_ONCE.permissions(),
                    Optional.empty(),
                    WriteOnceCheck.PRESENCE)
                .json())
        .isEqualTo(writeOnce("{\"Null\":{\"s3:if-none-match\":\"false\"}}"));
  }

  private static String writeOnce(String condition) {
    return document(
        """
        {"Effect":"Allow","Action":["s3:PutObject"],\
        "Resource":["arn:aws:s3:::b/user1410/*"],\
        "Condition":%s}"""
            .formatted(condition),
        """
        {"Effect":"Allow","Action":["s3:PutObject"],\
        "Resource":["arn:aws:s3:::b/user1410/*"],\
        "Condition":{"Bool":{"s3:ObjectCreationOperation":"false"}}}""",
        MULTIPART);
  }

  @Test
  void a_writer_under_kms_decrypts_too_as_its_parts_are_read_back() {
    String key = "arn:aws:kms:us-east-1:123456789012:key/k";

    assertThat(
            SessionPolicy.of(
                    "aws", "b", USER, AccessLevel.WRITE_ONLY.permissions(), Optional.of(key))
                .json())
        .endsWith(
            """
            {"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],\
            "Resource":["arn:aws:kms:us-east-1:123456789012:key/k"]}]}""");
    assertThat(
            SessionPolicy.of(
                    "aws", "b", USER, AccessLevel.READ_ONLY.permissions(), Optional.of(key))
                .json())
        .endsWith(
            """
            {"Effect":"Allow","Action":["kms:Decrypt"],\
            "Resource":["arn:aws:kms:us-east-1:123456789012:key/k"]}]}""");
  }

  @Test
  void another_partition_has_other_arns() {
    assertThat(
            SessionPolicy.of(
                    "aws-cn", "b", USER, AccessLevel.READ_WRITE.permissions(), Optional.empty())
                .json())
        .contains("\"arn:aws-cn:s3:::b\"")
        .doesNotContain("arn:aws:");
  }

  @Test
  void wildcards_and_variables_would_be_literals_if_a_prefix_held_any() {
    assertThat(BucketArn.literal("a*b?c${aws:username}$"))
        .isEqualTo("a${*}b${?}c${$}{aws:username}${$}");
  }

  @ParameterizedTest
  @EnumSource
  void the_longest_prefix_of_the_longest_bucket_fits(AccessLevel access) {
    Prefix longest = new Prefix("p".repeat(Prefix.MAX_LENGTH - 1) + "/");

    assertThat(
            SessionPolicy.of("aws", "b".repeat(63), longest, access.permissions(), Optional.empty())
                .fits())
        .isTrue();
  }

  @Test
  void a_policy_over_the_limit_says_so() {
    Prefix longest = new Prefix("p".repeat(Prefix.MAX_LENGTH - 1) + "/");
    Optional<String> key = Optional.of("arn:aws:kms:us-east-1:123456789012:key/" + "k".repeat(36));

    assertThat(
            SessionPolicy.of(
                    "aws", "b".repeat(63), longest, AccessLevel.READ_WRITE.permissions(), key)
                .fits())
        .isFalse();
  }

  @Test
  void a_policy_of_2048_characters_fits_and_one_of_2049_does_not() {
    int without = withKey("").json().length();
    SessionPolicy full = withKey("k".repeat(2_048 - without));

    assertThat(full.json()).hasSize(2_048);
    assertThat(full.fits()).isTrue();
    assertThat(withKey("k".repeat(2_049 - without)).fits()).isFalse();
    assertThat(full).hasToString(full.json());
  }

  private static SessionPolicy withKey(String filler) {
    return SessionPolicy.of(
        "aws",
        "bucket",
        new Prefix("alice/"),
        AccessLevel.READ_ONLY.permissions(),
        Optional.of("arn:aws:kms:us-east-1:123456789012:key/" + filler));
  }
}
