package bucketpass.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The template's conditions, which look at parameters alone. */
final class TemplateConditions {
  private final JsonNode declared;
  private final TemplateParameters parameters;

  TemplateConditions(JsonNode declared, TemplateParameters parameters) {
    this.declared = declared;
    this.parameters = parameters;
  }

  /**
   * @throws TemplateException when there is no such condition, or it is made of what is not known
   */
  boolean holds(String name) {
    String place = "Conditions/" + name;
    if (!declared.has(name)) {
      throw new TemplateException(place, "is not declared");
    }
    return holds(declared.get(name), place);
  }

  private boolean holds(JsonNode node, String place) {
    if (node.size() != 1 || !node.isObject()) {
      throw new TemplateException(place, "is no condition function");
    }
    String function = node.fieldNames().next();
    JsonNode argument = node.get(function);
    String inner = place + "/" + function;
    return switch (function) {
      case "Condition" -> holds(JsonNodes.text(argument, inner));
      case "Fn::Equals" -> {
        List<JsonNode> sides = JsonNodes.list(argument, inner);
        yield value(sides.get(0), inner).equals(value(sides.get(1), inner));
      }
      case "Fn::Not" -> !holds(argument.path(0), inner);
      case "Fn::And" ->
          JsonNodes.list(argument, inner).stream().allMatch(part -> holds(part, inner));
      case "Fn::Or" ->
          JsonNodes.list(argument, inner).stream().anyMatch(part -> holds(part, inner));
      default -> throw new TemplateException(inner, "is not known in a condition");
    };
  }

  private String value(JsonNode node, String place) {
    if (!node.has("Ref")) {
      return JsonNodes.text(node, place);
    }
    String name = JsonNodes.text(node.get("Ref"), place);
    if (!parameters.has(name)) {
      throw new TemplateException(place, "Ref of " + name + " is not known in a condition");
    }
    return JsonNodes.text(parameters.get(name), place);
  }
}
