package bucketpass.local.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyEvaluatorTest {

  @TestFactory
  Stream<DynamicTest> decides_as_the_table_says() throws IOException {
    return PolicyCases.each(
        "evaluation.json",
        entry -> {
          PolicyDocument policy = PolicyDocument.parse(PolicyCases.policy(entry));
          assertThat(PolicyEvaluator.evaluate(List.of(policy), PolicyCases.request(entry)))
              .isEqualTo(PolicyDecision.valueOf(entry.get("expect").textValue()));
        });
  }

  @TestFactory
  Stream<DynamicTest> refuses_a_policy_with() throws IOException {
    return PolicyCases.each(
        "malformed.json",
        entry ->
            assertThatThrownBy(() -> PolicyDocument.parse(PolicyCases.policy(entry)))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageContaining(entry.path("message").asText())
                .hasMessageMatching(".+"));
  }

  @Test
  void denies_without_any_policy() {
    AuthorizationRequest request = new AuthorizationRequest("s3:GetObject", "*", Map.of());
    assertThat(PolicyEvaluator.evaluate(List.of(), request))
        .isEqualTo(PolicyDecision.IMPLICIT_DENY);
  }
}
