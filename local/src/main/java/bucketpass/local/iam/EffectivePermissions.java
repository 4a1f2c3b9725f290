package bucketpass.local.iam;

import java.util.List;
import java.util.Optional;

/**
 * What a principal may do in its own account.
 *
 * @param principal who asks
 * @param identityPolicies the policies of its user or role
 * @param sessionPolicy passed to AssumeRole; empty: no such lock
 */
public record EffectivePermissions(
    PrincipalRef principal,
    List<PolicyDocument> identityPolicies,
    Optional<PolicyDocument> sessionPolicy) {

  /** Decides a request on a resource, which may have a policy of its own (a bucket policy). */
  public Decision decide(AuthorizationRequest request, Optional<PolicyDocument> resourcePolicy) {
    return Decision.IMPLICIT_DENY;
  }

  /** Decides sts:AssumeRole, sts:TagSession or sts:SetSourceIdentity on a role that trusts so. */
  public Decision decideTrust(AuthorizationRequest request, PolicyDocument trustPolicy) {
    return Decision.IMPLICIT_DENY;
  }
}
