package bucketpass.cli;

import bucketpass.grant.Access;
import bucketpass.policy.SessionPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A grant as the session policy that an operator sends: what the function writes, and additions.
 */
final class PolicyOptions {

  @Mixin private GrantOptions grant;

  @Option(
      names = "--statement",
      paramLabel = "JSON",
      description = "A statement to add to the policy; may be repeated.")
  private List<String> statements = List.of();

  @Option(
      names = "--kms-key-arn",
      paramLabel = "ARN",
      description = "The key that encrypts the bucket, if it is your own.")
  private String kmsKeyArn;

  GrantOptions grant() {
    return grant;
  }

  Access access() {
    return grant.access().orElse(Access.READ_WRITE);
  }

  /** The policy of what {@code vend} would send. */
  JsonNode policy(String partition, String bucket) {
    SessionPolicy policy =
        SessionPolicy.of(
            partition,
            bucket,
            grant.requiredPrefix(),
            access().permissions(),
            Optional.ofNullable(kmsKeyArn));
    JsonNode document = Json.read(policy.json(), "the session policy");
    ArrayNode list = (ArrayNode) document.get("Statement");
    statements.forEach(text -> list.add(statement(text)));
    if (document.toString().length() > SessionPolicy.MAX_LENGTH) {
      throw new CommandFailed(
          "the policy has %d characters, and STS takes %d: give fewer statements"
              .formatted(document.toString().length(), SessionPolicy.MAX_LENGTH));
    }
    return document;
  }

  private JsonNode statement(String text) {
    JsonNode statement;
    try {
      statement = Json.read(text, "the --statement");
    } catch (CommandFailed e) {
      throw grant.wrong(e.getMessage());
    }
    if (!statement.isObject()
        || !Stream.of("Effect", "Action", "Resource").allMatch(statement::has)) {
      throw grant.wrong("A --statement must be a JSON object with Effect, Action and Resource");
    }
    return statement;
  }
}
