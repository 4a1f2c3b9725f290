package bucketpass.local.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** Any text as a policy is malformed, or decides; and the same with a Deny of everything denies. */
class PolicyFuzzTest {

  private static final AuthorizationRequest READ =
      new AuthorizationRequest(
          "s3:GetObject",
          "arn:aws:s3:::bucket/alice/x",
          Map.of(
              "aws:PrincipalTag/prefix", List.of("alice/"),
              "s3:prefix", List.of("alice/", "bob/"),
              "aws:CurrentTime", List.of("2026-11-24T04:00:00Z"),
              "aws:SourceIp", List.of("127.0.0.1"),
              "s3:max-keys", List.of("7"),
              "aws:SecureTransport", List.of("true")));

  private static final PolicyDocument DENY =
      PolicyDocument.parse(
          """
          {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}
          """);

  private static long runs;

  @AfterAll
  static void count() {
    // Several targets write to the log of fuzzing at once, and only this tells them apart.
    if (System.getenv("JAZZER_FUZZ") != null) {
      System.out.println("fuzzed PolicyFuzzTest: " + runs + " calls");
    }
  }

  @DictionaryEntries({
    "\"Statement\"",
    "\"Effect\"",
    "\"Allow\"",
    "\"Deny\"",
    "\"Action\"",
    "\"Resource\"",
    "\"Condition\"",
    "\"Principal\"",
    "\"StringLike\"",
    "\"NumericLessThan\"",
    "\"DateEquals\"",
    "\"IpAddress\"",
    "\"Bool\"",
    "\"Null\"",
    "ForAnyValue:",
    "IfExists",
    "${aws:PrincipalTag/prefix}",
    "${*}",
    "2012-10-17"
  })
  @FuzzTest
  void is_malformed_or_decides(byte[] text) {
    runs++;
    PolicyDocument policy;
    try {
      policy = PolicyDocument.parse(new String(text, StandardCharsets.UTF_8));
    } catch (MalformedPolicyException e) {
      return;
    }
    assertThat(PolicyEvaluator.evaluate(List.of(policy), READ)).isNotNull();
    assertThat(PolicyEvaluator.evaluate(List.of(policy, DENY), READ))
        .isEqualTo(PolicyDecision.EXPLICIT_DENY);
  }
}
