package bucketpass.local.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a policy's JSON and refuses what the grammar does not have: an element that is skipped is a
 * restriction that is lost.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
final class PolicyParser {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String VARIABLES_VERSION = "2012-10-17";
  private static final Set<String> VERSIONS = Set.of("2008-10-17", VARIABLES_VERSION);
  private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private final boolean variables;
  private final Set<String> sids = new HashSet<>();

  private PolicyParser(boolean variables) {
    this.variables = variables;
  }

  static PolicyDocument read(String json) {
    JsonNode document = members(parse(json), "the policy", DOCUMENT);
    String version = document.has("Version") ? text(document, "Version") : "2008-10-17";
    require(VERSIONS.contains(version), "Version is neither of " + VERSIONS);
    if (document.has("Id")) {
      text(document, "Id");
    }
    PolicyParser reader = new PolicyParser(version.equals(VARIABLES_VERSION));
    List<Statement> statements = new ArrayList<>();
    Set<PolicyKind> kinds = new HashSet<>();
    for (JsonNode node : listOf(document.path("Statement"), "Statement")) {
      Statement statement = reader.statement(node);
      statements.add(statement);
      kinds.add(kind(statement));
    }
    require(kinds.size() == 1, "statements with and without a Principal or Resource are mixed");
    return new PolicyDocument(json, kinds.iterator().next(), statements);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException notJson) {
      throw new MalformedPolicyException("the policy is not strict JSON", notJson);
    }
  }

  private Statement statement(JsonNode node) {
    members(node, "a statement", STATEMENT);
    if (node.has("Sid")) {
      require(sids.add(text(node, "Sid")), "two statements have the same Sid");
    }
    String effect = text(node, "Effect");
    require(effect.equals("Allow") || effect.equals("Deny"), "Effect is neither Allow nor Deny");
    boolean allow = effect.equals("Allow");
    require(!(allow && node.has("NotPrincipal")), "NotPrincipal stands in an Allow");
    return new Statement(
        allow,
        oneOf(node, "Principal").map(name -> principal(node.get(name), name)),
        oneOf(node, "Action")
            .map(name -> ActionMatcher.actions(texts(node, name), name.startsWith("Not")))
            .orElseThrow(() -> new MalformedPolicyException("a statement has no Action")),
        oneOf(node, "Resource")
            .map(
                name ->
                    ActionMatcher.resources(texts(node, name), name.startsWith("Not"), variables)),
        node.has("Condition") ? conditions(node.get("Condition")) : List.of());
  }

  private static PolicyKind kind(Statement statement) {
    if (statement.principal().isEmpty()) {
      require(statement.resources().isPresent(), "a statement has no Resource and no Principal");
      return PolicyKind.IDENTITY;
    }
    return statement.resources().isPresent() ? PolicyKind.RESOURCE : PolicyKind.TRUST;
  }

  private static PrincipalElement principal(JsonNode node, String name) {
    boolean negated = name.startsWith("Not");
    if (node.isTextual()) {
      require(node.textValue().equals("*"), "a Principal is text other than *");
      return new PrincipalElement(Map.of("AWS", List.of("*")), negated);
    }
    require(node.isObject() && !node.isEmpty(), "a Principal is neither * nor an object");
    Map<String, List<String>> values = new LinkedHashMap<>();
    node.properties().forEach(entry -> values.put(entry.getKey(), texts(node, entry.getKey())));
    return new PrincipalElement(Map.copyOf(values), negated);
  }

  private List<PolicyCondition> conditions(JsonNode node) {
    require(node.isObject(), "Condition is not an object");
    List<PolicyCondition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : node.properties()) {
      require(operator.getValue().isObject(), "a condition operator is not an object");
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        require(key.getKey().matches("[A-Za-z0-9-]+:.+"), "a condition key has no service prefix");
        List<String> values = new ArrayList<>();
        for (JsonNode value : listOf(key.getValue(), "a condition's value")) {
          require(value.isValueNode() && !value.isNull(), "a condition's value is not a scalar");
          values.add(value.asText());
        }
        conditions.add(PolicyCondition.of(operator.getKey(), key.getKey(), values, variables));
      }
    }
    return List.copyOf(conditions);
  }

  /** The one of {@code Name} and {@code NotName} that stands in the statement. */
  private static Optional<String> oneOf(JsonNode node, String name) {
    require(!(node.has(name) && node.has("Not" + name)), name + " and Not" + name + " both stand");
    return Optional.of(node.has(name) ? name : "Not" + name).filter(node::has);
  }

  private static JsonNode members(JsonNode node, String what, Set<String> known) {
    require(node.isObject(), what + " is not an object");
    node.fieldNames()
        .forEachRemaining(name -> require(known.contains(name), what + " has an unknown element"));
    return node;
  }

  private static List<String> texts(JsonNode node, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : listOf(node.get(name), name)) {
      require(value.isTextual() && !value.textValue().isEmpty(), name + " is not text");
      texts.add(value.textValue());
    }
    return List.copyOf(texts);
  }

  private static String text(JsonNode node, String name) {
    require(node.path(name).isTextual(), name + " is not text");
    return node.get(name).textValue();
  }

  private static List<JsonNode> listOf(JsonNode node, String name) {
    require(!node.isMissingNode() && !(node.isArray() && node.isEmpty()), name + " is empty");
    List<JsonNode> items = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(items::add);
    } else {
      items.add(node);
    }
    return items;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new MalformedPolicyException(message);
    }
  }
}
