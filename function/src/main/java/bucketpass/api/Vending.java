package bucketpass.api;

import bucketpass.grant.Grant;
import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import bucketpass.policy.SessionPolicy;
import bucketpass.policy.WriteOnceCheck;
import bucketpass.sts.AssumeRoleRequest;
import bucketpass.sts.Sts;
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

  /** Returns the session policy of the grant, or {@code PolicyTooLarge}. */
  Outcome<SessionPolicy> policy(Grant grant) {
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

  /** Returns what is sent to STS for the grant, limited by that policy. */
  AssumeRoleRequest parameters(Grant grant, SessionPolicy policy) {
    return AssumeRoleRequest.of(roleArn, grant, policy);
  }

  /** Returns the credentials, or why STS did not return any. */
  Outcome<Vend> vend(Grant grant, AssumeRoleRequest parameters, Duration timeout) {
    return sts.assumeRole(parameters, timeout)
        .map(credentials -> new Vend(bucket, region, grant, credentials));
  }
}
