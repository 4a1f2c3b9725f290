package bucketpass.local.policy;

import java.util.List;
import java.util.Optional;

/**
 * Says what policies decide of a request: explicit Deny first, then Allow, else denied. What it
 * does not understand, such as an operator it does not know, makes an Allow not apply and a Deny
 * apply.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">
 *     Policy evaluation logic</a>
 */
public final class PolicyEvaluator {
  private PolicyEvaluator() {}

  /**
   * What identity policies (or a session policy) say.
   *
   * @throws IllegalArgumentException when one of them is of another kind
   */
  public static PolicyDecision evaluate(
      List<PolicyDocument> policies, AuthorizationRequest request) {
    return PolicyJudgement.of(policies, request).decision();
  }

  /**
   * What resource or trust policies say of this principal, taken alone. {@link PolicySet} says what
   * else limits it.
   *
   * @throws IllegalArgumentException when one of them is an identity policy
   */
  public static PolicyDecision evaluate(
      List<PolicyDocument> policies, AuthorizationRequest request, RequestPrincipal principal) {
    return PolicyJudgement.of(policies, request, Optional.of(principal)).decision();
  }
}
