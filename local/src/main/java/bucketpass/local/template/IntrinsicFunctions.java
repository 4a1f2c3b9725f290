package bucketpass.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Resolves CloudFormation's functions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     Intrinsic functions</a>
 */
final class IntrinsicFunctions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(!?)([^}]*)}");

  private final TemplateParameters parameters;
  private final TemplateConditions conditions;
  private final TemplateResources resources;
  private final ResourceAttributes attributes;

  IntrinsicFunctions(
      TemplateParameters parameters, TemplateConditions conditions, TemplateResources resources) {
    this.parameters = parameters;
    this.conditions = conditions;
    this.resources = resources;
    this.attributes = new ResourceAttributes(parameters);
  }

  /**
   * The value with every function in it resolved. What resolves to {@code AWS::NoValue} is left
   * out; the whole value may be missing so.
   *
   * @throws TemplateException when it holds what is not known
   */
  JsonNode resolve(JsonNode node, String place) {
    if (node.isArray()) {
      ArrayNode array = JSON.arrayNode();
      for (int i = 0; i < node.size(); i++) {
        JsonNode item = resolve(node.get(i), place + "/" + i);
        if (!item.isMissingNode()) {
          array.add(item);
        }
      }
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    String first = node.isEmpty() ? "" : node.fieldNames().next();
    if (first.equals("Ref") || first.startsWith("Fn::")) {
      return apply(first, node.get(first), place + "/" + first);
    }
    ObjectNode object = JSON.objectNode();
    node.properties()
        .forEach(
            member -> {
              JsonNode value = resolve(member.getValue(), place + "/" + member.getKey());
              if (!value.isMissingNode()) {
                object.set(member.getKey(), value);
              }
            });
    return object;
  }

  String text(JsonNode node, String place) {
    return JsonNodes.text(resolve(node, place), place);
  }

  private JsonNode apply(String function, JsonNode argument, String place) {
    return switch (function) {
      case "Ref" -> ref(JsonNodes.text(argument, place), place);
      case "Fn::GetAtt" ->
          JSON.textNode(getAtt(argument.path(0).asText(), argument.path(1).asText(), place));
      case "Fn::Sub" -> JSON.textNode(sub(argument, place));
      case "Fn::Join" ->
          JSON.textNode(
              JsonNodes.texts(resolve(argument.path(1), place), place).stream()
                  .collect(Collectors.joining(JsonNodes.text(argument.path(0), place))));
      case "Fn::Split" -> split(argument, place);
      case "Fn::Select" -> select(argument, place);
      case "Fn::If" ->
          resolve(argument.path(conditions.holds(argument.path(0).asText()) ? 1 : 2), place);
      default -> throw new TemplateException(place, "is not known");
    };
  }

  /** The physical id of a resource. */
  String ref(String id) {
    return attributes.ref(resources.get(id, "Resources"), "Resources/" + id);
  }

  String getAtt(String id, String attribute) {
    return getAtt(id, attribute, "Resources/" + id);
  }

  private JsonNode ref(String name, String place) {
    if (name.equals("AWS::NoValue")) {
      return MissingNode.getInstance();
    }
    return parameters.has(name)
        ? parameters.get(name)
        : JSON.textNode(attributes.ref(resources.get(name, place), place));
  }

  private String getAtt(String id, String attribute, String place) {
    return attributes.get(resources.get(id, place), attribute, place);
  }

  /**
   * {@code ${Name}}, {@code ${TemplateResource.Attribute}}, and {@code ${!Literal}} for {@code
   * ${Literal}}.
   */
  private String sub(JsonNode argument, String place) {
    String template = JsonNodes.text(argument.isArray() ? argument.path(0) : argument, place);
    JsonNode local = argument.isArray() ? argument.path(1) : MissingNode.getInstance();
    return SUBSTITUTION
        .matcher(template)
        .replaceAll(match -> Matcher.quoteReplacement(substitute(match, local, place)));
  }

  private String substitute(MatchResult match, JsonNode local, String place) {
    String name = match.group(2);
    if (!match.group(1).isEmpty()) {
      return "${" + name + "}";
    }
    if (local.has(name)) {
      return text(local.get(name), place + "/" + name);
    }
    String[] parts = name.split("\\.", 2);
    return parts.length == 2
        ? getAtt(parts[0], parts[1], place)
        : JsonNodes.text(ref(name, place), place + "/" + name);
  }

  private JsonNode split(JsonNode argument, String place) {
    ArrayNode parts = JSON.arrayNode();
    String delimiter = Pattern.quote(JsonNodes.text(argument.path(0), place));
    for (String part : text(argument.path(1), place).split(delimiter, -1)) {
      parts.add(part);
    }
    return parts;
  }

  private JsonNode select(JsonNode argument, String place) {
    List<JsonNode> items = JsonNodes.list(resolve(argument.path(1), place), place);
    int index = argument.path(0).asInt(-1);
    if (index < 0 || index >= items.size()) {
      throw new TemplateException(place, "selects from outside the list");
    }
    return items.get(index);
  }
}
