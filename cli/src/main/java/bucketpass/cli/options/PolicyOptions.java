package bucketpass.cli.options;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.cli.console.PrettyJson;
import bucketpass.core.place.AccessLevel;
import bucketpass.core.session.SessionPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A grant as the session policy that an operator sends: what the function writes, and additions.
 */
public final class PolicyOptions {

  private static final Set<String> MEMBERS =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");

  @Mixin private GrantOptions grant;

  @Option(
      names = "--statement",
      paramLabel = "JSON",
      description = "A statement to add to the policy; may be repeated.")
  private List<String> statements = List.of();

  @Option(
      names = "--kms-key-arn",
      paramLabel = "ARN",
      converter = PolicyNames.KmsKey.class,
      description = "The key that encrypts the bucket, if it is your own.")
  private String kmsKeyArn;

  public GrantOptions grant() {
    return grant;
  }

  AccessLevel access() {
    return grant.access().orElse(AccessLevel.READ_WRITE);
  }

  /** The policy of what {@code vend} would send. */
  public JsonNode policy(String partition, String bucket) {
    SessionPolicy policy =
        SessionPolicy.of(
            partition,
            bucket,
            grant.requiredPrefix(),
            access().permissions(),
            Optional.ofNullable(kmsKeyArn));
    JsonNode document = PrettyJson.read(policy.json(), "the session policy");
    ArrayNode list = (ArrayNode) document.get("Statement");
    statements.forEach(text -> list.add(statement(text)));
    if (document.toString().length() > SessionPolicy.MAX_LENGTH) {
      throw new CommandFailedException(
          "the policy has %d characters, and STS takes %d: give fewer statements"
              .formatted(document.toString().length(), SessionPolicy.MAX_LENGTH));
    }
    return document;
  }

  private JsonNode statement(String text) {
    JsonNode statement;
    try {
      statement = PrettyJson.read(text, "the --statement");
    } catch (CommandFailedException e) {
      throw grant.wrong(e.getMessage());
    }
    if (!isStatement(statement)) {
      throw grant.wrong(
          "A --statement must be a JSON object with Effect, Action and Resource, and no other"
              + " members than Sid and Condition");
    }
    return statement;
  }

  private static boolean isStatement(JsonNode statement) {
    return statement.isObject()
        && MEMBERS.containsAll(statement.properties().stream().map(Map.Entry::getKey).toList())
        && Set.of("Allow", "Deny").contains(statement.path("Effect").asText())
        && isTexts(statement.path("Action"))
        && isTexts(statement.path("Resource"))
        && (!statement.has("Sid") || statement.get("Sid").isTextual())
        && (!statement.has("Condition") || statement.get("Condition").isObject());
  }

  private static boolean isTexts(JsonNode node) {
    return node.isTextual()
        || (node.isArray()
            && !node.isEmpty()
            && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isTextual));
  }
}
