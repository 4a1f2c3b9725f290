package bucketpass.function.sts;

import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
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
  Result<StsCredentials> assumeRole(AssumeRoleParameters request, Duration within);
}
