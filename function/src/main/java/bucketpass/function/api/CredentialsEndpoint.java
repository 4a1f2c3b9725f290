package bucketpass.function.api;

import bucketpass.core.grant.Caller;
import bucketpass.core.grant.Grant;
import bucketpass.core.grant.GrantResolver;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.function.event.ApiRequest;
import bucketpass.function.sts.CredentialVendor;
import bucketpass.function.sts.StsCredentials;
import bucketpass.function.sts.VendedCredentials;
import java.time.Duration;

/** {@code GET} and {@code POST /credentials}: vends credentials, or shows a dry run. */
record CredentialsEndpoint(GrantResolver grants, CredentialVendor vending, PolicyEndpoint policies)
    implements ApiEndpoint {

  @Override
  public Result<LoggedResponse> answer(
      Caller caller, Route route, ApiRequest request, Duration timeout) {
    return CredentialsRequest.of(route, request)
        .then(
            asked ->
                grants
                    .decide(caller, asked.ask())
                    .then(
                        grant ->
                            asked.dryRun()
                                ? policies.show(grant)
                                : vend(grant, asked.format(), timeout)));
  }

  private Result<LoggedResponse> vend(Grant grant, ResponseFormat format, Duration timeout) {
    return vending
        .policy(grant)
        .map(policy -> vend(grant, vending.parameters(grant, policy), format, timeout));
  }

  private LoggedResponse vend(
      Grant grant, AssumeRoleParameters parameters, ResponseFormat format, Duration timeout) {
    long begin = System.nanoTime();
    Result<VendedCredentials> vended = vending.vend(grant, parameters, timeout);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    return vended
        .fold(
            vend ->
                new LoggedResponse(
                    format.reply(vend), "credentials.vended", facts(vend.credentials(), millis)),
            refusal -> LoggedResponse.refused(refusal).knowing(JsonObject.of("stsMillis", millis)))
        .withGrant(grant, parameters);
  }

  private static JsonObject facts(StsCredentials credentials, long millis) {
    return JsonObject.of(
        "accessKeyId", credentials.accessKeyId(),
        "expiration", credentials.expiration(),
        "packedPolicySize", credentials.packedPolicySize(),
        "reused", credentials.reused(),
        "stsMillis", credentials.reused() ? null : millis);
  }
}
