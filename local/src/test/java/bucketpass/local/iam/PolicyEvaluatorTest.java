package bucketpass.local.iam;

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
    return Cases.each(
        "evaluation.json",
        entry -> {
          PolicyDocument policy = PolicyDocument.parse(Cases.policy(entry));
          assertThat(PolicyEvaluator.evaluate(List.of(policy), Cases.request(entry)))
              .isEqualTo(Decision.valueOf(entry.get("expect").textValue()));
        });
  }

  @TestFactory
  Stream<DynamicTest> refuses_a_policy_with() throws IOException {
    return Cases.each(
        "malformed.json",
        entry ->
            assertThatThrownBy(() -> PolicyDocument.parse(Cases.policy(entry)))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageContaining(entry.path("message").asText())
                .hasMessageMatching(".+"));
  }

  @Test
  void denies_without_any_policy() {
    AuthorizationRequest request = new AuthorizationRequest("s3:GetObject", "*", Map.of());
    assertThat(PolicyEvaluator.evaluate(List.of(), request)).isEqualTo(Decision.IMPLICIT_DENY);
  }
}
