package bucketpass.local.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One operator, one condition key and the policy's values for it. */
@FunctionalInterface
interface PolicyCondition {

  Match matches(AuthorizationRequest request);

  /**
   * An operator that is not known gives a condition of which nothing is known.
   *
   * @param operator for example {@code ForAnyValue:StringLikeIfExists}
   * @throws MalformedPolicyException when a value is not of the operator's type
   */
  static PolicyCondition of(String operator, String key, List<String> values, boolean variables) {
    if (operator.equals("Null")) {
      return isAbsent(key, values);
    }
    Matcher name = Comparison.NAME.matcher(operator);
    Optional<ConditionOperator> known =
        name.matches() ? ConditionOperator.named(name.group("base")) : Optional.empty();
    if (known.isEmpty()) {
      return request -> Match.UNKNOWN;
    }
    List<ValueMatcher> tests =
        values.stream().map(value -> known.get().compiler().compile(value, variables)).toList();
    return new Comparison(
        key,
        Comparison.Quantifier.of(name.group("quantifier")),
        known.get().negated(),
        name.group("ifExists") != null,
        tests);
  }

  private static PolicyCondition isAbsent(String key, List<String> values) {
    List<ValueMatcher> tests = values.stream().map(ValueMatchers::bool).toList();
    return request -> {
      String absent = Boolean.toString(request.values(key).isEmpty());
      return Match.any(tests, test -> test.matches(absent, request));
    };
  }

  /**
   * Compares the request's values of a key with the policy's.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">
   *     Single-valued and multivalued context keys</a>
   */
  record Comparison(
      String key,
      Quantifier quantifier,
      boolean negated,
      boolean ifExists,
      List<ValueMatcher> tests)
      implements PolicyCondition {

    static final Pattern NAME =
        Pattern.compile(
            "(?:(?<quantifier>ForAllValues|ForAnyValue):)?"
                + "(?<base>[A-Za-z]+?)(?<ifExists>IfExists)?");

    enum Quantifier {
      SINGLE,
      ALL,
      ANY;

      static Quantifier of(String prefix) {
        if (prefix == null) {
          return SINGLE;
        }
        return prefix.equals("ForAllValues") ? ALL : ANY;
      }
    }

    @Override
    public Match matches(AuthorizationRequest request) {
      List<String> actual = request.values(key);
      if (actual.isEmpty()) {
        return Match.of(ifExists || holdsOfAbsentKey());
      }
      return switch (quantifier) {
        case ALL -> Match.all(actual, value -> matches(value, request));
        case ANY -> Match.any(actual, value -> matches(value, request));
        // AWS does not say what an operator without a quantifier makes of several values.
        case SINGLE -> actual.size() == 1 ? matches(actual.get(0), request) : Match.UNKNOWN;
      };
    }

    private boolean holdsOfAbsentKey() {
      return quantifier == Quantifier.ALL || (quantifier == Quantifier.SINGLE && negated);
    }

    private Match matches(String value, AuthorizationRequest request) {
      return Match.any(tests, test -> test.matches(value, request)).negateIf(negated);
    }
  }
}
