package bucketpass.local.policy;

import java.util.function.Function;

/**
 * Whether a part of a statement matches a request. {@link #UNKNOWN} is for what this evaluator does
 * not understand; it ends as "does not apply" in an Allow and as "applies" in a Deny.
 */
enum Match {
  NO,
  UNKNOWN,
  YES;

  static Match of(boolean matches) {
    return matches ? YES : NO;
  }

  Match negate() {
    return this == UNKNOWN ? UNKNOWN : of(this == NO);
  }

  Match negateIf(boolean negated) {
    return negated ? negate() : this;
  }

  Match and(Match other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Match or(Match other) {
    return compareTo(other) >= 0 ? this : other;
  }

  static <T> Match all(Iterable<T> items, Function<T, Match> test) {
    Match result = YES;
    for (T item : items) {
      result = result.and(test.apply(item));
    }
    return result;
  }

  static <T> Match any(Iterable<T> items, Function<T, Match> test) {
    Match result = NO;
    for (T item : items) {
      result = result.or(test.apply(item));
    }
    return result;
  }
}
