package bucketpass.function.api;

import bucketpass.core.grant.Caller;
import bucketpass.core.grant.GrantResolver;
import bucketpass.core.json.JsonObject;
import bucketpass.core.place.AccessLevel;
import bucketpass.core.result.Result;
import bucketpass.function.event.ApiRequest;
import bucketpass.function.event.ApiResponse;
import java.time.Duration;
import java.util.List;

/** {@code GET /whoami}: who the claims say the caller is, and what the caller may request. */
record WhoamiEndpoint(GrantResolver grants, String bucket, String region) implements ApiEndpoint {

  @Override
  public Result<LoggedResponse> answer(
      Caller caller, Route route, ApiRequest request, Duration timeout) {
    List<AccessLevel> levels = AccessLevel.within(grants.limit(caller));
    return Result.ok(
        new LoggedResponse(
            ApiResponse.ok(
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
