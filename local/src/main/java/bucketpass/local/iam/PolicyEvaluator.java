package bucketpass.local.iam;

import java.util.List;

/** Says what policies decide of a request: explicit Deny first, then Allow, else denied. */
public final class PolicyEvaluator {
  private PolicyEvaluator() {}

  /** What identity policies (or one session policy) say: statements without a Principal. */
  public static Decision evaluate(List<PolicyDocument> policies, AuthorizationRequest request) {
    return Decision.IMPLICIT_DENY;
  }

  /** What a resource or trust policy says of this principal. */
  public static Decision evaluate(
      List<PolicyDocument> policies, AuthorizationRequest request, PrincipalRef principal) {
    return Decision.IMPLICIT_DENY;
  }
}
