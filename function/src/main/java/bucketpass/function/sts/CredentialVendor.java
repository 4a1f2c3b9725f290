package bucketpass.function.sts;

import bucketpass.core.grant.Grant;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.core.session.RoleArn;
import bucketpass.core.session.SessionPolicy;
import bucketpass.core.session.WriteOnceCheck;
import java.time.Duration;
import java.util.Optional;

/**
 * Turns grants into credentials of one role for one bucket.
 *
 * @param region the bucket's, for the client
 * @param kmsKeyArn the key that encrypts the bucket, if it is a customer's own
 * @param writeOnceCheck how the session policy tells a write-once put
 */
public record CredentialVendor(
    String bucket,
    String region,
    String roleArn,
    Optional<String> kmsKeyArn,
    WriteOnceCheck writeOnceCheck,
    Sts sts) {

  /** Returns the session policy of the grant, or {@code PolicyTooLarge}. */
  public Result<SessionPolicy> policy(Grant grant) {
    String partition = RoleArn.parse(roleArn).partition();
    SessionPolicy policy =
        SessionPolicy.of(
            partition,
            bucket,
            grant.prefix(),
            grant.access().permissions(),
            kmsKeyArn,
            writeOnceCheck);
    return policy.fits()
        ? Result.ok(policy)
        : Result.refused(
            ErrorCode.POLICY_TOO_LARGE,
            "The prefix makes a session policy of more than "
                + SessionPolicy.MAX_LENGTH
                + " characters.");
  }

  /** Returns what is sent to STS for the grant, limited by that policy. */
  public AssumeRoleParameters parameters(Grant grant, SessionPolicy policy) {
    return AssumeRoleParameters.of(roleArn, grant, policy);
  }

  /** Returns the credentials, or why STS did not return any. */
  public Result<VendedCredentials> vend(
      Grant grant, AssumeRoleParameters parameters, Duration timeout) {
    return sts.assumeRole(parameters, timeout)
        .map(credentials -> new VendedCredentials(bucket, region, grant, credentials));
  }
}
