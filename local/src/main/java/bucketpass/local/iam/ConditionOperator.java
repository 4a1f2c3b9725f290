package bucketpass.local.iam;

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
    ValueTest compile(String value, boolean variables);
  }

  private static final Map<String, ConditionOperator> ALL =
      Map.ofEntries(
          Map.entry("StringEquals", is(ValueTests::equal)),
          Map.entry("StringNotEquals", not(ValueTests::equal)),
          Map.entry("StringEqualsIgnoreCase", is(ValueTests::equalIgnoringCase)),
          Map.entry("StringNotEqualsIgnoreCase", not(ValueTests::equalIgnoringCase)),
          Map.entry("StringLike", is(ValueTests::like)),
          Map.entry("StringNotLike", not(ValueTests::like)),
          Map.entry("ArnEquals", is(ValueTests::arnLike)),
          Map.entry("ArnNotEquals", not(ValueTests::arnLike)),
          Map.entry("ArnLike", is(ValueTests::arnLike)),
          Map.entry("ArnNotLike", not(ValueTests::arnLike)),
          Map.entry("Bool", is((value, variables) -> ValueTests.bool(value))),
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
          Map.entry("IpAddress", is((value, variables) -> ValueTests.address(value))),
          Map.entry("NotIpAddress", not((value, variables) -> ValueTests.address(value))));

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
    return (value, variables) -> ValueTests.number(value, order);
  }

  private static Compiler date(IntPredicate order) {
    return (value, variables) -> ValueTests.date(value, order);
  }
}
