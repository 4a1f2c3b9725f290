package bucketpass.local.policy;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param resources empty in a trust policy, whose resource is the role that it belongs to
 */
record Statement(
    boolean allow,
    Optional<PrincipalElement> principal,
    ActionMatcher actions,
    Optional<ActionMatcher> resources,
    List<PolicyCondition> conditions) {

  /** Whether it speaks of the request; in doubt an Allow does not, and a Deny does. */
  boolean appliesTo(AuthorizationRequest request) {
    Match match =
        actions
            .matchAction(request)
            .and(resources.map(names -> names.matchResource(request)).orElse(Match.YES))
            .and(Match.all(conditions, condition -> condition.matches(request)));
    return allow ? match == Match.YES : match != Match.NO;
  }
}
