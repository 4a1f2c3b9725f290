package bucketpass.api;

import bucketpass.caller.Caller;
import bucketpass.grant.Grant;
import bucketpass.grant.GrantRules;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Outcome;
import bucketpass.sts.AssumeRoleRequest;
import bucketpass.sts.VendedCredentials;
import java.time.Duration;

/** {@code GET} and {@code POST /credentials}: vends credentials, or shows a dry run. */
record CredentialsEndpoint(GrantRules grants, Vending vending, PolicyEndpoint policies)
    implements ApiEndpoint {

  @Override
  public Outcome<Answer> answer(Caller caller, Route route, ApiRequest request, Duration timeout) {
    return CredentialsAsk.of(route, request)
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

  private Outcome<Answer> vend(Grant grant, Format format, Duration timeout) {
    return vending
        .policy(grant)
        .map(policy -> vend(grant, vending.parameters(grant, policy), format, timeout));
  }

  private Answer vend(Grant grant, AssumeRoleRequest parameters, Format format, Duration timeout) {
    long begin = System.nanoTime();
    Outcome<Vend> vended = vending.vend(grant, parameters, timeout);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    return vended
        .fold(
            vend ->
                new Answer(
                    format.reply(vend), "credentials.vended", facts(vend.credentials(), millis)),
            refusal -> Answer.refused(refusal).knowing(JsonObject.of("stsMillis", millis)))
        .withGrant(grant, parameters);
  }

  private static JsonObject facts(VendedCredentials credentials, long millis) {
    return JsonObject.of(
        "accessKeyId", credentials.accessKeyId(),
        "expiration", credentials.expiration(),
        "packedPolicySize", credentials.packedPolicySize(),
        "reused", credentials.reused(),
        "stsMillis", credentials.reused() ? null : millis);
  }
}
