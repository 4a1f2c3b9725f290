package bucketpass.local.iam;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What policies say of a request.
 *
 * @param denied whether a Deny applies
 * @param allowed how closely the closest Allow that applies names the principal
 */
record Judgement(boolean denied, Naming allowed) {

  /** Statements without a Principal speak of whoever the policy is attached to. */
  static Judgement of(
      Collection<PolicyDocument> policies,
      AuthorizationRequest request,
      Optional<PrincipalRef> principal) {
    boolean denied = false;
    Naming allowed = Naming.NONE;
    for (PolicyDocument policy : policies) {
      requireKind(policy, principal.isPresent());
      for (Statement statement : policy.statements()) {
        Naming naming = naming(statement, principal);
        if (naming == Naming.NONE || !statement.appliesTo(request)) {
          continue;
        }
        denied |= !statement.allow();
        allowed = statement.allow() && naming.compareTo(allowed) > 0 ? naming : allowed;
      }
    }
    return new Judgement(denied, allowed);
  }

  static Judgement of(List<PolicyDocument> policies, AuthorizationRequest request) {
    return of(policies, request, Optional.empty());
  }

  private static Naming naming(Statement statement, Optional<PrincipalRef> principal) {
    return principal.isEmpty()
        ? Naming.DIRECT
        : statement.principal().orElseThrow().names(principal.get());
  }

  private static void requireKind(PolicyDocument policy, boolean namesPrincipals) {
    if ((policy.kind() != PolicyKind.IDENTITY) != namesPrincipals) {
      throw new IllegalArgumentException("a policy of kind " + policy.kind() + " is out of place");
    }
  }

  boolean allows() {
    return allowed != Naming.NONE;
  }

  Decision decision() {
    if (denied) {
      return Decision.EXPLICIT_DENY;
    }
    return allows() ? Decision.ALLOW : Decision.IMPLICIT_DENY;
  }
}
