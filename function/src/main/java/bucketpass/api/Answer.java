package bucketpass.api;

import bucketpass.grant.Grant;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Refusal;
import bucketpass.sts.AssumeRoleRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is sent, and what the log has of it.
 *
 * @param event a stable dotted name
 * @param facts for the log: none of them a secret
 */
public record Answer(ApiReply reply, String event, JsonObject facts) {

  public static Answer refused(Refusal refusal) {
    JsonObject facts =
        JsonObject.of(
            "code",
            refusal.reason().code(),
            "note",
            refusal.note().isEmpty() ? null : refusal.note());
    return new Answer(Problem.of(refusal), "request.refused", facts);
  }

  /** The same, with more for the log, first. */
  Answer knowing(JsonObject more) {
    Map<String, Object> all = new LinkedHashMap<>(more.members());
    all.putAll(facts.members());
    return new Answer(reply, event, new JsonObject(all));
  }

  /** The same, with the grant for the log. */
  Answer withGrant(Grant grant, AssumeRoleRequest parameters) {
    return knowing(
        JsonObject.of(
            "prefix", parameters.prefix(),
            "access", grant.access().id(),
            "seconds", parameters.seconds(),
            "sessionName", parameters.sessionName()));
  }
}
