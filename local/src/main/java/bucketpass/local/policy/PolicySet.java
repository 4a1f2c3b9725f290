package bucketpass.local.policy;

import java.util.List;
import java.util.Optional;

/**
 * What a principal may do in its own account; requests across accounts are not modelled.
 *
 * @param principal who asks
 * @param identityPolicies the policies of its user or role
 * @param sessionPolicy passed to AssumeRole; empty: the session has no such lock
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html">
 *     Policy evaluation for requests within a single account</a>
 */
public record PolicySet(
    RequestPrincipal principal,
    List<PolicyDocument> identityPolicies,
    Optional<PolicyDocument> sessionPolicy) {

  /** Copies the list. */
  public PolicySet {
    identityPolicies = List.copyOf(identityPolicies);
  }

  /**
   * Decides a request on a resource, which may have a policy of its own (a bucket policy). A Deny
   * anywhere wins. Otherwise the role's policies and the session policy must both allow it, except
   * that a bucket policy's Allow stands in for the role's policies when it names the role, and for
   * both when it names the session itself or everyone.
   */
  public PolicyDecision decide(
      AuthorizationRequest request, Optional<PolicyDocument> resourcePolicy) {
    return decide(request, resourcePolicy, true);
  }

  /**
   * Decides {@code sts:AssumeRole}, {@code sts:TagSession} or {@code sts:SetSourceIdentity} on a
   * role. Here the trust policy must allow it, and the asking principal's own policies too unless
   * it is named itself and not only by its account.
   */
  public PolicyDecision decideTrust(AuthorizationRequest request, PolicyDocument trustPolicy) {
    return decide(request, Optional.of(trustPolicy), false);
  }

  private PolicyDecision decide(
      AuthorizationRequest request, Optional<PolicyDocument> other, boolean identityIsEnough) {
    PolicyJudgement identity = PolicyJudgement.of(identityPolicies, request);
    Optional<PolicyJudgement> session =
        sessionPolicy.map(policy -> PolicyJudgement.of(List.of(policy), request));
    PolicyJudgement resource =
        PolicyJudgement.of(other.stream().toList(), request, Optional.of(principal));
    if (identity.denied()
        || resource.denied()
        || session.filter(PolicyJudgement::denied).isPresent()) {
      return PolicyDecision.EXPLICIT_DENY;
    }
    boolean sessionAllows = session.map(PolicyJudgement::allows).orElse(true);
    boolean allowed =
        switch (resource.allowed()) {
          case DIRECT -> true;
          case ROLE -> sessionAllows;
          case ACCOUNT -> identity.allows() && sessionAllows;
          case NONE -> identityIsEnough && identity.allows() && sessionAllows;
        };
    return allowed ? PolicyDecision.ALLOW : PolicyDecision.IMPLICIT_DENY;
  }
}
