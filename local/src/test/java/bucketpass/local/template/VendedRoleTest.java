package bucketpass.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.policy.AuthorizationRequest;
import bucketpass.local.policy.PolicyDecision;
import bucketpass.local.policy.PolicyEvaluator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vended role's own policy as parameters change it, and its size. */
class VendedRoleTest {
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/ours";
  private static final String KEY_ID = "x-amz-server-side-encryption-aws-kms-key-id";

  private static final String BUCKET = "s3:(ListBucket|GetBucketLocation)";
  private static final Map<String, String> ACTIONS =
      Map.of(
          "list", "s3:ListBucket",
          "locate", "s3:GetBucketLocation",
          "get", "s3:GetObject",
          "put", "s3:PutObject",
          "put-new", "s3:PutObject",
          "part", "s3:PutObject",
          "abort", "s3:AbortMultipartUpload",
          "delete", "s3:DeleteObject");

  private static ResolvedTemplate deployed(Map<String, String> parameters) {
    return ResolvedTemplate.read(Path.of("..", "template.yaml"), parameters);
  }

  private static PolicyDecision put(
      ResolvedTemplate template, String access, Map<String, String> keys) {
    return decide(template, access, "s3:PutObject", keys);
  }

  private static PolicyDecision decide(
      ResolvedTemplate template, String access, String action, Map<String, String> keys) {
    Map<String, List<String>> context = new HashMap<>();
    context.put("aws:PrincipalTag/prefix", List.of("alice/"));
    context.put("aws:PrincipalTag/access", List.of(access));
    context.put("s3:ObjectCreationOperation", List.of("true"));
    keys.forEach((key, value) -> context.put("s3:" + key, List.of(value)));
    return PolicyEvaluator.evaluate(
        List.copyOf(template.vendedRole().policies().values()),
        new AuthorizationRequest(
            action,
            "arn:aws:s3:::" + template.bucketName() + (action.matches(BUCKET) ? "" : "/alice/a"),
            context));
  }

  /** The tag that the function sends, sets of future levels, and tags that it never sends. */
  @ParameterizedTest
  @CsvSource({
    "/list/read/put/delete/, list locate get put put-new part abort delete",
    "/list/read/, list locate get",
    "/put/, put put-new part abort",
    "/create/, put-new part abort",
    "/list/, list locate",
    "/read/, get",
    "/delete/, delete",
    "/list/create/, list locate put-new part abort",
    "/put/create/delete/, put put-new part abort delete",
    "/create/delete/, abort delete",
    "/delete/create/, abort delete",
    "/reads/lists/puts/, ''",
    "/spread/, ''",
    "/read-write/, ''",
    "/READ/, ''",
    "/read, ''",
    "read/, ''",
    "read-write, ''",
    "/*/, ''",
    "*, ''",
    "/?ead/, ''",
    "/ read /, ''",
    "//, ''",
    "'', ''"
  })
  void tag_permits_only_its_permissions(String tag, String permitted) {
    ResolvedTemplate template = deployed(Map.of());
    List<String> allowed =
        new TreeSet<>(ACTIONS.keySet())
            .stream()
                .filter(
                    name ->
                        decide(template, tag, ACTIONS.get(name), keys(name))
                            == PolicyDecision.ALLOW)
                .toList();
    assertThat(allowed)
        .containsExactlyInAnyOrderElementsOf(
            permitted.isEmpty() ? List.of() : List.of(permitted.split(" ", -1)));
  }

  private static Map<String, String> keys(String name) {
    return switch (name) {
      case "list" -> Map.of("prefix", "alice/");
      case "put-new" -> Map.of("if-none-match", "*");
      case "part" -> Map.of("ObjectCreationOperation", "false");
      default -> Map.of();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "value, *, ALLOW",
    "value, \"x\", IMPLICIT_DENY",
    "value, '', IMPLICIT_DENY",
    "value, '*,*', IMPLICIT_DENY",
    "value, **, IMPLICIT_DENY",
    "presence, *, ALLOW",
    "presence, \"x\", ALLOW"
  })
  void write_once_is_checked_as_the_parameter_says(
      String check, String header, PolicyDecision decision) {
    ResolvedTemplate template = deployed(Map.of("WriteOnceCheck", check));
    assertThat(put(template, "/create/", Map.of("if-none-match", header))).isEqualTo(decision);
    assertThat(put(template, "/create/", Map.of())).isEqualTo(PolicyDecision.IMPLICIT_DENY);
    assertThat(template.functionEnvironment()).containsEntry("BUCKETPASS_WRITE_ONCE_CHECK", check);
  }

  /** A put may name the bucket's own encryption, or none. */
  @ParameterizedTest
  @CsvSource({
    "'', , , ALLOW",
    "'', AES256, , ALLOW",
    "'', aes256, , EXPLICIT_DENY",
    "'', '', , EXPLICIT_DENY",
    "'', aws:kms, , EXPLICIT_DENY",
    "'', aws:kms:dsse, , EXPLICIT_DENY",
    "'', , " + KEY + ", EXPLICIT_DENY",
    "'', aws:kms, " + KEY + ", EXPLICIT_DENY",
    KEY + ", , , ALLOW",
    KEY + ", aws:kms, " + KEY + ", ALLOW",
    KEY + ", , " + KEY + ", ALLOW",
    KEY + ", aws:kms, , EXPLICIT_DENY",
    KEY + ", aws:kms, " + KEY + "2, EXPLICIT_DENY",
    KEY + ", aws:kms, alias/ours, EXPLICIT_DENY",
    KEY + ", aws:kms, '', EXPLICIT_DENY",
    KEY + ", aws:kms:dsse, " + KEY + ", EXPLICIT_DENY",
    KEY + ", AES256, , EXPLICIT_DENY"
  })
  void a_put_keeps_to_the_configured_key(
      String key, String encryption, String keyId, PolicyDecision decision) {
    Map<String, String> keys = new HashMap<>();
    if (encryption != null) {
      keys.put("x-amz-server-side-encryption", encryption);
    }
    if (keyId != null) {
      keys.put(KEY_ID, keyId);
    }
    assertThat(put(deployed(Map.of("KmsKeyArn", key)), "/list/read/put/delete/", keys))
        .isEqualTo(decision);
    keys.put("x-amz-server-side-encryption-customer-algorithm", "AES256");
    assertThat(put(deployed(Map.of("KmsKeyArn", key)), "/list/read/put/delete/", keys))
        .isEqualTo(PolicyDecision.EXPLICIT_DENY);
  }

  @ParameterizedTest
  @CsvSource({
    "STANDARD, STANDARD, ALLOW",
    "STANDARD, standard, EXPLICIT_DENY",
    "STANDARD, GLACIER, EXPLICIT_DENY",
    "STANDARD, '', EXPLICIT_DENY",
    "STANDARD, 'STANDARD,GLACIER', EXPLICIT_DENY",
    "'STANDARD,STANDARD_IA', STANDARD_IA, ALLOW",
    "'STANDARD,STANDARD_IA', STANDARD, ALLOW",
    "'STANDARD,STANDARD_IA', DEEP_ARCHIVE, EXPLICIT_DENY",
    "'STANDARD_IA', STANDARD, EXPLICIT_DENY"
  })
  void storage_class_of_a_put_must_be_allowed(
      String allowed, String named, PolicyDecision decision) {
    ResolvedTemplate template = deployed(Map.of("StorageClasses", allowed));
    assertThat(put(template, "/list/read/put/delete/", Map.of("x-amz-storage-class", named)))
        .isEqualTo(decision);
    assertThat(put(template, "/list/read/put/delete/", Map.of())).isEqualTo(PolicyDecision.ALLOW);
  }

  /**
   * IAM counts no white space. A third of the inline policies stays free for revocations.
   *
   * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM
   *     quotas</a>
   */
  @Test
  void policies_stay_within_the_limits_of_iam() {
    ResolvedTemplate template =
        deployed(
            Map.of(
                "ExistingBucketName",
                "b".repeat(63),
                "KmsKeyArn",
                "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/" + "k".repeat(40)));
    int characters =
        template.vendedRole().policies().values().stream()
            .mapToInt(policy -> policy.json().replaceAll("\\s", "").length())
            .sum();
    assertThat(characters).isLessThan(10_240 * 2 / 3);
    assertThat(template.vendedRole().trust().json()).hasSizeLessThan(2_048);
  }
}
