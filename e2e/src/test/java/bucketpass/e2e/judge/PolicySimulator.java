package bucketpass.e2e.judge;

import bucketpass.e2e.conformance.AwsCli;
import bucketpass.local.policy.PolicyDecision;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * AWS's own evaluator; asking it costs nothing and changes nothing.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html">SimulateCustomPolicy</a>
 */
record PolicySimulator(AwsCli aws) {
  private static final JsonMapper JSON = new JsonMapper();

  PolicyDecision decide(Question question) {
    ObjectNode request = JSON.createObjectNode();
    request.putArray("PolicyInputList").add(question.policy());
    request.putArray("ActionNames").add(question.action());
    request.putArray("ResourceArns").add(question.resource());
    ArrayNode context = request.putArray("ContextEntries");
    question
        .context()
        .forEach(
            (key, value) ->
                context
                    .addObject()
                    .put("ContextKeyName", key)
                    .put("ContextKeyType", "string")
                    .putArray("ContextKeyValues")
                    .add(value));
    String decision =
        aws.json("iam", "simulate-custom-policy", "--cli-input-json", request.toString())
            .at("/EvaluationResults/0/EvalDecision")
            .asText();
    return switch (decision) {
      case "allowed" -> PolicyDecision.ALLOW;
      case "explicitDeny" -> PolicyDecision.EXPLICIT_DENY;
      case "implicitDeny" -> PolicyDecision.IMPLICIT_DENY;
      default -> throw new IllegalStateException("AWS decided: " + decision);
    };
  }
}
