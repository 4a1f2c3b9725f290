package bucketpass.local.policy;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tables of cases. Each case has a sentence, {@code says}, and overrides what it is about of one
 * plain request and one plain statement; {@code null} takes an element away.
 */
final class PolicyCases {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY).build();

  private PolicyCases() {}

  static Stream<DynamicTest> each(String table, Consumer<JsonNode> test) throws IOException {
    try (InputStream in = PolicyCases.class.getResourceAsStream(table)) {
      return StreamSupport.stream(JSON.readTree(in).spliterator(), false)
          .map(entry -> dynamicTest(entry.get("says").textValue(), () -> test.accept(entry)));
    }
  }

  static String policy(JsonNode entry) {
    JsonNode policy = entry.path("policy");
    if (policy.isTextual()) {
      return policy.textValue();
    }
    if (policy.isObject()) {
      return policy.toString();
    }
    ObjectNode statement = JSON.createObjectNode();
    statement.put("Effect", "Allow").put("Action", "s3:GetObject").put("Resource", "*");
    if (entry.has("condition")) {
      statement.set("Condition", entry.get("condition"));
    }
    entry
        .path("statement")
        .properties()
        .forEach(
            element -> {
              if (element.getValue().isNull()) {
                statement.remove(element.getKey());
              } else {
                statement.set(element.getKey(), element.getValue());
              }
            });
    ObjectNode document = JSON.createObjectNode();
    document.put("Version", entry.path("version").asText("2012-10-17"));
    document.set("Statement", statement);
    return document.toString();
  }

  static AuthorizationRequest request(JsonNode entry) {
    Map<String, List<String>> context =
        JSON.convertValue(
            entry.has("context") ? entry.get("context") : JSON.createObjectNode(),
            new TypeReference<>() {});
    return new AuthorizationRequest(
        entry.path("action").asText("s3:GetObject"),
        entry.path("resource").asText("arn:aws:s3:::b/alice/photo.jpg"),
        context);
  }
}
