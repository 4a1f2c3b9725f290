package bucketpass.local.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What policies say of a request.
 *
 * @param denied whether a Deny applies
 * @param allowed how closely the closest Allow that applies names the principal
 */
record PolicyJudgement(boolean denied, PrincipalMatch allowed) {

  /** Statements without a Principal speak of whoever the policy is attached to. */
  static PolicyJudgement of(
      Collection<PolicyDocument> policies,
      AuthorizationRequest request,
      Optional<RequestPrincipal> principal) {
    boolean denied = false;
    PrincipalMatch allowed = PrincipalMatch.NONE;
    for (PolicyDocument policy : policies) {
      requireKind(policy, principal.isPresent());
      for (Statement statement : policy.statements()) {
        PrincipalMatch naming = naming(statement, principal);
        if (naming == PrincipalMatch.NONE || !statement.appliesTo(request)) {
          continue;
        }
        denied |= !statement.allow();
        allowed = statement.allow() && naming.compareTo(allowed) > 0 ? naming : allowed;
      }
    }
    return new PolicyJudgement(denied, allowed);
  }

  static PolicyJudgement of(List<PolicyDocument> policies, AuthorizationRequest request) {
    return of(policies, request, Optional.empty());
  }

  private static PrincipalMatch naming(Statement statement, Optional<RequestPrincipal> principal) {
    return principal.isEmpty()
        ? PrincipalMatch.DIRECT
        : statement.principal().orElseThrow().names(principal.get());
  }

  private static void requireKind(PolicyDocument policy, boolean namesPrincipals) {
    if ((policy.kind() != PolicyKind.IDENTITY) != namesPrincipals) {
      throw new IllegalArgumentException("a policy of kind " + policy.kind() + " is out of place");
    }
  }

  boolean allows() {
    return allowed != PrincipalMatch.NONE;
  }

  PolicyDecision decision() {
    if (denied) {
      return PolicyDecision.EXPLICIT_DENY;
    }
    return allows() ? PolicyDecision.ALLOW : PolicyDecision.IMPLICIT_DENY;
  }
}
