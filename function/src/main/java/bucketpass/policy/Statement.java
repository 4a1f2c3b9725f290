package bucketpass.policy;

import bucketpass.json.JsonObject;
import java.util.List;

/**
 * An {@code Allow} statement.
 *
 * @param condition empty for none
 */
record Statement(List<String> actions, String resource, JsonObject condition) {

  static Statement allow(String resource, String... actions) {
    return allowIf(JsonObject.of(), resource, actions);
  }

  static Statement allowIf(JsonObject condition, String resource, String... actions) {
    return new Statement(List.of(actions), resource, condition);
  }

  JsonObject toJson() {
    return JsonObject.of(
        "Effect",
        "Allow",
        "Action",
        actions,
        "Resource",
        List.of(resource),
        "Condition",
        condition.isEmpty() ? null : condition);
  }
}
