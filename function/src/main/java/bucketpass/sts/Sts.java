package bucketpass.sts;

import bucketpass.outcome.Outcome;
import java.time.Duration;

/** The one call to AWS that a vend makes. */
public interface Sts {

  /**
   * Assumes the role.
   *
   * @param within how long the answer may take
   * @return the credentials, or {@code PolicyTooLarge}, {@code CallerRevoked}, {@code StsDenied},
   *     {@code StsFailed}, {@code StsThrottled} or {@code StsUnavailable}
   */
  Outcome<VendedCredentials> assumeRole(AssumeRoleRequest request, Duration within);
}
