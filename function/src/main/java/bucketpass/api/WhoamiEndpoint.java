package bucketpass.api;

import bucketpass.caller.Caller;
import bucketpass.grant.Access;
import bucketpass.grant.GrantRules;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Outcome;
import java.time.Duration;
import java.util.List;

/** {@code GET /whoami}: who the claims say the caller is, and what the caller may request. */
record WhoamiEndpoint(GrantRules grants, String bucket, String region) implements ApiEndpoint {

  @Override
  public Outcome<Answer> answer(Caller caller, Route route, ApiRequest request, Duration timeout) {
    List<Access> levels = Access.within(grants.limit(caller));
    return Outcome.ok(
        new Answer(
            ApiReply.ok(
                JsonObject.of(
                    "Sub",
                    caller.sub(),
                    "Prefix",
                    caller.prefix(),
                    "Access",
                    levels.isEmpty() ? null : levels.get(0),
                    "Accesses",
                    levels,
                    "Groups",
                    caller.groups().stream().sorted().toList(),
                    "Bucket",
                    bucket,
                    "Region",
                    region)),
            "caller.shown",
            JsonObject.of()));
  }
}
