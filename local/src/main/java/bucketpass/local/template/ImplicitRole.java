package bucketpass.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The role that SAM makes for a function that names none, from the function's {@code Policies}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html">
 *     AWS::Serverless::Function</a>
 */
final class ImplicitRole {
  private ImplicitRole() {}

  /**
   * @throws TemplateException when one of the policies is not written out: a managed one's text is
   *     not in the template
   */
  static TemplateResource of(TemplateResource function) {
    ObjectNode role = JsonNodeFactory.instance.objectNode().put("Type", "AWS::IAM::Role");
    ObjectNode properties = role.putObject("Properties");
    ObjectNode trust = properties.putObject("AssumeRolePolicyDocument");
    trust.put("Version", "2012-10-17");
    ObjectNode statement = trust.putArray("Statement").addObject();
    statement.put("Effect", "Allow").put("Action", "sts:AssumeRole");
    statement.putObject("Principal").put("Service", "lambda.amazonaws.com");
    String place = function.place() + "/Properties/Policies";
    ArrayNode policies = properties.putArray("Policies");
    for (JsonNode document : JsonNodes.list(function.property("Policies"), place)) {
      if (!document.has("Statement")) {
        throw new TemplateException(place, "a policy that is not written out is not known");
      }
      String name = function.id() + "RolePolicy" + policies.size();
      policies.addObject().put("PolicyName", name).set("PolicyDocument", document);
    }
    return new TemplateResource(function.id() + "Role", role);
  }
}
