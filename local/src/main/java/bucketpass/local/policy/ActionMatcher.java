package bucketpass.local.policy;

import bucketpass.local.policy.PolicyPattern.Wildcards;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The actions or resources of a statement: a list of patterns, or all but those. */
record ActionMatcher(List<PolicyPattern> patterns, boolean negated) {
  private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");
  private static final int ARN_SEGMENTS = 6;

  static ActionMatcher actions(List<String> names, boolean negated) {
    if (!names.stream().allMatch(ACTION.asMatchPredicate())) {
      throw new MalformedPolicyException("an action is not of the form service:action");
    }
    return new ActionMatcher(
        names.stream().map(name -> new PolicyPattern(name, Wildcards.FREE, false)).toList(),
        negated);
  }

  static ActionMatcher resources(List<String> arns, boolean negated, boolean variables) {
    return new ActionMatcher(arns.stream().map(arn -> resource(arn, variables)).toList(), negated);
  }

  private static PolicyPattern resource(String arn, boolean variables) {
    PolicyPattern pattern = new PolicyPattern(arn, Wildcards.RESOURCE, variables);
    boolean whole = pattern.segments() >= ARN_SEGMENTS || arn.endsWith("*");
    if (!arn.equals("*") && !(arn.startsWith("arn:") && whole)) {
      throw new MalformedPolicyException("a resource is neither an ARN nor *");
    }
    return pattern;
  }

  Match matchAction(AuthorizationRequest request) {
    return match(request, Match.NO, glob -> glob.matchesIgnoringCase(request.action()));
  }

  /**
   * A variable without a value makes a Resource match nothing. AWS does not say what it makes of a
   * NotResource, so nothing is known of that.
   */
  Match matchResource(AuthorizationRequest request) {
    Match unresolved = negated ? Match.UNKNOWN : Match.NO;
    return match(request, unresolved, glob -> glob.matches(request.resource()));
  }

  private Match match(
      AuthorizationRequest request, Match unresolved, Function<Glob, Boolean> test) {
    return Match.any(
            patterns,
            pattern -> pattern.resolve(request).map(test).map(Match::of).orElse(unresolved))
        .negateIf(negated);
  }
}
