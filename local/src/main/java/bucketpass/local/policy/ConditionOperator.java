package bucketpass.local.policy;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A condition operator without its prefix and suffix.
 *
 * @param negated whether it holds when no value of the policy matches
 */
record ConditionOperator(boolean negated, Compiler compiler) {

  /** Makes the test of one of the policy's values. */
  @FunctionalInterface
  interface Compiler {
    ValueMatcher compile(String value, boolean variables);
  }

  private static final Map<String, ConditionOperator> ALL =
      Map.ofEntries(
          Map.entry("StringEquals", is(ValueMatchers::equal)),
          Map.entry("StringNotEquals", not(ValueMatchers::equal)),
          Map.entry("StringEqualsIgnoreCase", is(ValueMatchers::equalIgnoringCase)),
          Map.entry("StringNotEqualsIgnoreCase", not(ValueMatchers::equalIgnoringCase)),
          Map.entry("StringLike", is(ValueMatchers::like)),
          Map.entry("StringNotLike", not(ValueMatchers::like)),
          Map.entry("ArnEquals", is(ValueMatchers::arnLike)),
          Map.entry("ArnNotEquals", not(ValueMatchers::arnLike)),
          Map.entry("ArnLike", is(ValueMatchers::arnLike)),
          Map.entry("ArnNotLike", not(ValueMatchers::arnLike)),
          Map.entry("Bool", is((value, variables) -> ValueMatchers.bool(value))),
          Map.entry("NumericEquals", is(number(order -> order == 0))),
          Map.entry("NumericNotEquals", not(number(order -> order == 0))),
          Map.entry("NumericLessThan", is(number(order -> order < 0))),
          Map.entry("NumericLessThanEquals", is(number(order -> order <= 0))),
          Map.entry("NumericGreaterThan", is(number(order -> order > 0))),
          Map.entry("NumericGreaterThanEquals", is(number(order -> order >= 0))),
          Map.entry("DateEquals", is(date(order -> order == 0))),
          Map.entry("DateNotEquals", not(date(order -> order == 0))),
          Map.entry("DateLessThan", is(date(order -> order < 0))),
          Map.entry("DateLessThanEquals", is(date(order -> order <= 0))),
          Map.entry("DateGreaterThan", is(date(order -> order > 0))),
          Map.entry("DateGreaterThanEquals", is(date(order -> order >= 0))),
          Map.entry("IpAddress", is((value, variables) -> ValueMatchers.address(value))),
          Map.entry("NotIpAddress", not((value, variables) -> ValueMatchers.address(value))));

  /** Empty for an operator that this evaluator does not know. */
  static Optional<ConditionOperator> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static ConditionOperator is(Compiler compiler) {
    return new ConditionOperator(false, compiler);
  }

  private static ConditionOperator not(Compiler compiler) {
    return new ConditionOperator(true, compiler);
  }

  private static Compiler number(IntPredicate order) {
    return (value, variables) -> ValueMatchers.number(value, order);
  }

  private static Compiler date(IntPredicate order) {
    return (value, variables) -> ValueMatchers.date(value, order);
  }
}
