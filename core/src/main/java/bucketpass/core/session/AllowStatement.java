package bucketpass.core.session;

import bucketpass.core.json.JsonObject;
import java.util.List;

/**
 * An {@code Allow} statement.
 *
 * @param condition empty for none
 */
record AllowStatement(List<String> actions, String resource, JsonObject condition) {

  static AllowStatement allow(String resource, String... actions) {
    return allowIf(JsonObject.of(), resource, actions);
  }

  static AllowStatement allowIf(JsonObject condition, String resource, String... actions) {
    return new AllowStatement(List.of(actions), resource, condition);
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
