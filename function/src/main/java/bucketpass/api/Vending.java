package bucketpass.api;

import bucketpass.grant.Grant;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import bucketpass.policy.SessionPolicy;
import bucketpass.policy.WriteOnceCheck;
import bucketpass.sts.AssumeRoleRequest;
import bucketpass.sts.Sts;
import bucketpass.sts.VendedCredentials;
import java.time.Duration;
import java.util.Optional;

/**
 * Turns grants into credentials of one role for one bucket.
 *
 * @param region the bucket's, for the client
 * @param kmsKeyArn the key that encrypts the bucket, if it is a customer's own
 * @param writeOnceCheck how the session policy tells a write-once put
 */
public record Vending(
    String bucket,
    String region,
    String roleArn,
    Optional<String> kmsKeyArn,
    WriteOnceCheck writeOnceCheck,
    Sts sts) {

  /** Vends, or says why STS did not. */
  Outcome<Answer> vend(Grant grant, Format format, Duration within) {
    return policy(grant)
        .map(
            policy -> {
              AssumeRoleRequest request = AssumeRoleRequest.of(roleArn, grant, policy);
              long begin = System.nanoTime();
              Outcome<VendedCredentials> outcome = sts.assumeRole(request, within);
              long millis = (System.nanoTime() - begin) / 1_000_000;
              return outcome
                  .fold(
                      credentials ->
                          new Answer(
                              format.reply(new Vend(bucket, region, grant, credentials)),
                              "credentials.vended",
                              facts(credentials, millis)),
                      refusal ->
                          Answer.refused(refusal).knowing(JsonObject.of("stsMillis", millis)))
                  .knowing(facts(grant, request));
            });
  }

  /** Shows exactly what {@link #vend} would send, and sends nothing. */
  Outcome<Answer> show(Grant grant) {
    return policy(grant)
        .map(
            policy -> {
              AssumeRoleRequest request = AssumeRoleRequest.of(roleArn, grant, policy);
              return new Answer(
                  ApiReply.ok(
                      JsonObject.of(
                          "Bucket", bucket,
                          "Region", region,
                          "Prefix", grant.prefix(),
                          "Access", grant.access(),
                          "DurationSeconds", request.seconds(),
                          "RoleArn", roleArn,
                          "RoleSessionName", request.sessionName(),
                          "SourceIdentity", request.sessionName(),
                          "Tags", request.tags(),
                          "Policy", policy.document())),
                  "policy.shown",
                  facts(grant, request));
            });
  }

  private Outcome<SessionPolicy> policy(Grant grant) {
    String partition = roleArn.split(":", 3)[1];
    SessionPolicy policy =
        SessionPolicy.of(
            partition,
            bucket,
            grant.prefix(),
            grant.access().permissions(),
            kmsKeyArn,
            writeOnceCheck);
    return policy.fits()
        ? Outcome.ok(policy)
        : Outcome.refused(
            Reason.POLICY_TOO_LARGE,
            "The prefix makes a session policy of more than "
                + SessionPolicy.MAX_LENGTH
                + " characters.");
  }

  private static JsonObject facts(Grant grant, AssumeRoleRequest request) {
    return JsonObject.of(
        "prefix", request.prefix(),
        "access", grant.access().id(),
        "seconds", request.seconds(),
        "sessionName", request.sessionName());
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
