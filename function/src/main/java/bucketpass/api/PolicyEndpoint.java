package bucketpass.api;

import bucketpass.caller.Caller;
import bucketpass.grant.Grant;
import bucketpass.grant.GrantRules;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Outcome;
import bucketpass.policy.SessionPolicy;
import bucketpass.sts.AssumeRoleRequest;
import java.time.Duration;

/** {@code GET /policy}: shows exactly what a vend would send to STS, and sends nothing. */
record PolicyEndpoint(GrantRules grants, Vending vending) implements ApiEndpoint {

  @Override
  public Outcome<Answer> answer(Caller caller, Route route, ApiRequest request, Duration timeout) {
    return CredentialsAsk.of(route, request)
        .then(asked -> grants.decide(caller, asked.ask()))
        .then(this::show);
  }

  /** Returns what vending this grant would send; also the response to a dry run. */
  Outcome<Answer> show(Grant grant) {
    return vending.policy(grant).map(policy -> show(grant, policy));
  }

  private Answer show(Grant grant, SessionPolicy policy) {
    AssumeRoleRequest parameters = vending.parameters(grant, policy);
    return new Answer(
            ApiReply.ok(
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
