package bucketpass.e2e.judge;

import bucketpass.local.policy.AuthorizationRequest;
import bucketpass.local.policy.PolicyDecision;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.PolicyEvaluator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One policy and one request. */
record Question(String policy, String action, String resource, Map<String, String> context) {
  private static final JsonMapper JSON = new JsonMapper();

  PolicyDecision ours() {
    Map<String, List<String>> values =
        context.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    return PolicyEvaluator.evaluate(
        List.of(PolicyDocument.parse(policy)), new AuthorizationRequest(action, resource, values));
  }

  JsonNode toJson() throws JsonProcessingException {
    ObjectNode question = JSON.createObjectNode();
    question.set("policy", JSON.readTree(policy));
    question.put("action", action).put("resource", resource);
    question.set("context", JSON.valueToTree(context));
    return question;
  }
}
