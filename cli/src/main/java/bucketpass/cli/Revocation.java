package bucketpass.cli;

import bucketpass.cli.console.PrettyJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What was taken back: an inline policy of its own, so that two operators at once do not write over
 * each other's.
 *
 * @param caller the sessions' SourceIdentity; empty for every caller
 * @param issuedBefore the sessions that no longer work; empty for all of them, also those to come,
 *     and then no new ones are vended either
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html">Revoke
 *     IAM role temporary security credentials</a>
 */
record Revocation(Optional<String> caller, Optional<Instant> issuedBefore) {

  /** What the names of these policies begin with. */
  static final String NAME = "BucketpassRevoked";

  private static final String ISSUED_BEFORE = "/Condition/DateLessThan/aws:TokenIssueTime";
  private static final String CALLER = "/Condition/StringEquals/aws:SourceIdentity";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Another for each caller and time. AWS does not say whether these names differ by case, and
   * callers' do: hence the hash.
   */
  String policyName() {
    return NAME
        + issuedBefore.map(time -> "-" + TIME.format(time)).orElse("-refused")
        + caller.map(name -> "-" + hash(name)).orElse("-all");
  }

  /** Whether nothing is lost without the other; a refusal stays until it is undone by itself. */
  boolean covers(Revocation other) {
    return (caller.isEmpty() || caller.equals(other.caller))
        && other.issuedBefore.isPresent()
        && issuedBefore.filter(time -> time.isBefore(other.issuedBefore.get())).isEmpty()
        && !equals(other);
  }

  /** For the vended role: the sessions may do nothing. */
  String ofSessions() {
    ObjectNode statement = deny("*", "*");
    ObjectNode condition = PrettyJson.MAPPER.createObjectNode();
    caller.ifPresent(name -> put(condition, "StringEquals", "aws:SourceIdentity", name));
    issuedBefore.ifPresent(
        time -> put(condition, "DateLessThan", "aws:TokenIssueTime", time.toString()));
    return policy(statement, condition);
  }

  /** For the function's role: it may make no such sessions. */
  String ofVending(String vendedRoleArn) {
    ObjectNode condition = PrettyJson.MAPPER.createObjectNode();
    caller.ifPresent(name -> put(condition, "StringEquals", "sts:SourceIdentity", name));
    return policy(deny("sts:AssumeRole", vendedRoleArn), condition);
  }

  /** Reads {@link #ofSessions}; empty for a policy of another form, which is not ours. */
  static Optional<Revocation> read(String policy) {
    JsonNode statement = PrettyJson.read(policy, "a policy of the vended role").path("Statement");
    try {
      Revocation read =
          new Revocation(
              text(statement.at(CALLER)), text(statement.at(ISSUED_BEFORE)).map(Instant::parse));
      boolean same = PrettyJson.read(read.ofSessions(), "ours").path("Statement").equals(statement);
      return same ? Optional.of(read) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  private static ObjectNode deny(String action, String resource) {
    return PrettyJson.MAPPER
        .createObjectNode()
        .put("Effect", "Deny")
        .put("Action", action)
        .put("Resource", resource);
  }

  private static void put(ObjectNode condition, String operator, String key, String value) {
    condition.putObject(operator).put(key, value);
  }

  private static String policy(ObjectNode statement, ObjectNode condition) {
    if (!condition.isEmpty()) {
      statement.set("Condition", condition);
    }
    ObjectNode policy = PrettyJson.MAPPER.createObjectNode().put("Version", "2012-10-17");
    policy.set("Statement", statement);
    return policy.toString();
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
