package bucketpass.function.api;

import bucketpass.core.grant.Caller;
import bucketpass.core.grant.Grant;
import bucketpass.core.grant.GrantResolver;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.core.session.SessionPolicy;
import bucketpass.function.event.ApiRequest;
import bucketpass.function.event.ApiResponse;
import bucketpass.function.sts.CredentialVendor;
import java.time.Duration;

/** {@code GET /policy}: shows exactly what a vend would send to STS, and sends nothing. */
record PolicyEndpoint(GrantResolver grants, CredentialVendor vending) implements ApiEndpoint {

  @Override
  public Result<LoggedResponse> answer(
      Caller caller, Route route, ApiRequest request, Duration timeout) {
    return CredentialsRequest.of(route, request)
        .then(asked -> grants.decide(caller, asked.ask()))
        .then(this::show);
  }

  /** Returns what vending this grant would send; also the response to a dry run. */
  Result<LoggedResponse> show(Grant grant) {
    return vending.policy(grant).map(policy -> show(grant, policy));
  }

  private LoggedResponse show(Grant grant, SessionPolicy policy) {
    AssumeRoleParameters parameters = vending.parameters(grant, policy);
    return new LoggedResponse(
            ApiResponse.ok(
                JsonObject.of(
                    "Bucket", vending.bucket(),
                    "Region", vending.region(),
                    "Prefix", grant.prefix(),
                    "Access", grant.access(),
                    "DurationSeconds", parameters.seconds(),
                    "RoleArn", parameters.roleArn(),
                    "RoleSessionName", parameters.sessionName(),
                    "SourceIdentity", parameters.sessionName(),
                    "Tags", parameters.tags(),
                    "Policy", policy.document())),
            "policy.shown",
            JsonObject.of())
        .withGrant(grant, parameters);
  }
}
