package bucketpass.function.api;

import bucketpass.core.grant.Grant;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.Problem;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.function.event.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is sent, and what the log has of it.
 *
 * @param event a stable dotted name
 * @param facts for the log: none of them a secret
 */
public record LoggedResponse(ApiResponse reply, String event, JsonObject facts) {

  public static LoggedResponse refused(Problem refusal) {
    JsonObject facts =
        JsonObject.of(
            "code",
            refusal.reason().code(),
            "note",
            refusal.note().isEmpty() ? null : refusal.note());
    return new LoggedResponse(ProblemResponse.of(refusal), "request.refused", facts);
  }

  /** The same, with more for the log, first. */
  LoggedResponse knowing(JsonObject more) {
    Map<String, Object> all = new LinkedHashMap<>(more.members());
    all.putAll(facts.members());
    return new LoggedResponse(reply, event, new JsonObject(all));
  }

  /** The same, with the grant for the log. */
  LoggedResponse withGrant(Grant grant, AssumeRoleParameters parameters) {
    return knowing(
        JsonObject.of(
            "prefix", parameters.prefix(),
            "access", grant.access().id(),
            "seconds", parameters.seconds(),
            "sessionName", parameters.sessionName()));
  }
}
