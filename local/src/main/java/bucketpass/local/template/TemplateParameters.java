package bucketpass.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The values that {@code Ref} gives without looking at resources: parameters, and CloudFormation's
 * pseudo parameters.
 */
final class TemplateParameters {
  static final String REGION = "AWS::Region";
  static final String ACCOUNT = "AWS::AccountId";
  static final String PARTITION = "AWS::Partition";
  static final String STACK = "AWS::StackName";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<String, String> PSEUDO =
      Map.of(
          REGION,
          "us-east-1",
          ACCOUNT,
          "123456789012",
          PARTITION,
          "aws",
          STACK,
          "bucketpass",
          "AWS::URLSuffix",
          "amazonaws.com",
          "AWS::StackId",
          "arn:aws:cloudformation:us-east-1:123456789012:stack/bucketpass/"
              + "00000000-0000-0000-0000-000000000000");

  private static final Set<String> TYPES = Set.of("String", "Number", "CommaDelimitedList");

  private final Map<String, JsonNode> values = new HashMap<>();

  /**
   * @throws TemplateException when a parameter has no value or one that the template does not
   *     allow, or a value is given to no parameter
   */
  TemplateParameters(JsonNode declared, Map<String, String> given) {
    PSEUDO.forEach((name, value) -> values.put(name, JSON.textNode(value)));
    declared
        .properties()
        .forEach(
            parameter ->
                values.put(
                    parameter.getKey(),
                    value(
                        "Parameters/" + parameter.getKey(),
                        parameter.getValue(),
                        given.get(parameter.getKey()))));
    given.forEach(
        (name, value) -> {
          if (PSEUDO.containsKey(name)) {
            values.put(name, JSON.textNode(value));
          } else if (!declared.has(name)) {
            throw new TemplateException("Parameters/" + name, "is not declared");
          }
        });
  }

  private static JsonNode value(String place, JsonNode declaration, String given) {
    String type = declaration.path("Type").asText();
    if (!TYPES.contains(type)) {
      throw new TemplateException(place + "/Type", type + " is not known");
    }
    if (given == null && !declaration.has("Default")) {
      throw new TemplateException(place, "has neither a value nor a default");
    }
    String text = given == null ? declaration.get("Default").asText() : given;
    if (!type.equals("CommaDelimitedList")) {
      return JSON.textNode(allowed(place, declaration, text));
    }
    ArrayNode list = JSON.arrayNode();
    for (String item : text.split(",", -1)) {
      list.add(allowed(place, declaration, item.strip()));
    }
    return list;
  }

  private static String allowed(String place, JsonNode declaration, String value) {
    JsonNode pattern = declaration.path("AllowedPattern");
    JsonNode values = declaration.path("AllowedValues");
    boolean matches = pattern.isMissingNode() || value.matches(pattern.asText());
    boolean listed = values.isMissingNode();
    for (JsonNode each : values) {
      listed |= each.asText().equals(value);
    }
    if (!matches || !listed) {
      throw new TemplateException(
          place, declaration.path("ConstraintDescription").asText("has a value not allowed"));
    }
    return value;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  JsonNode get(String name) {
    return values.get(name);
  }

  /** The value of a pseudo parameter. */
  String text(String name) {
    return values.get(name).textValue();
  }
}
