package bucketpass.local.policy;

import bucketpass.local.policy.PolicyPattern.Wildcards;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * What the condition operators compare. Each method takes a value of the policy and throws {@link
 * MalformedPolicyException} when it is not of the operator's type. A value of the request that is
 * not of that type is {@link Match#UNKNOWN}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
final class ValueMatchers {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
  private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{1,12}");
  private static final int ARN_SEGMENTS = 6;

  private ValueMatchers() {}

  static ValueMatcher equal(String expected, boolean variables) {
    PolicyPattern text = new PolicyPattern(expected, Wildcards.NONE, variables);
    return (actual, request) -> matches(text, request, glob -> glob.matches(actual));
  }

  static ValueMatcher equalIgnoringCase(String expected, boolean variables) {
    PolicyPattern text = new PolicyPattern(expected, Wildcards.NONE, variables);
    return (actual, request) -> matches(text, request, glob -> glob.matchesIgnoringCase(actual));
  }

  static ValueMatcher like(String expected, boolean variables) {
    PolicyPattern text = new PolicyPattern(expected, Wildcards.FREE, variables);
    return (actual, request) -> matches(text, request, glob -> glob.matches(actual));
  }

  /** ArnEquals and ArnLike are the same: each of the six segments is compared on its own. */
  static ValueMatcher arnLike(String expected, boolean variables) {
    PolicyPattern arn = new PolicyPattern(expected, Wildcards.IN_SEGMENT, variables);
    return (actual, request) ->
        arn.segments() < ARN_SEGMENTS || actual.split(":", ARN_SEGMENTS).length < ARN_SEGMENTS
            ? Match.UNKNOWN
            : matches(arn, request, glob -> glob.matches(actual));
  }

  static ValueMatcher bool(String expected) {
    boolean wanted = required(expected, ValueMatchers::toBoolean, "true or false");
    return (actual, request) -> compare(actual, ValueMatchers::toBoolean, value -> value == wanted);
  }

  static ValueMatcher number(String expected, IntPredicate order) {
    BigDecimal wanted = required(expected, ValueMatchers::toNumber, "a number");
    return (actual, request) ->
        compare(actual, ValueMatchers::toNumber, value -> order.test(value.compareTo(wanted)));
  }

  static ValueMatcher date(String expected, IntPredicate order) {
    Instant wanted = required(expected, ValueMatchers::toInstant, "a date");
    return (actual, request) ->
        compare(actual, ValueMatchers::toInstant, value -> order.test(value.compareTo(wanted)));
  }

  static ValueMatcher address(String expected) {
    CidrBlock range = required(expected, CidrBlock::parse, "an address range");
    return (actual, request) -> compare(actual, CidrBlock::parse, range::contains);
  }

  /** A variable without a value makes this one value match nothing. */
  private static Match matches(
      PolicyPattern text, AuthorizationRequest request, Function<Glob, Boolean> test) {
    return Match.of(text.resolve(request).map(test).orElse(false));
  }

  private static <T> Match compare(
      String actual, Function<String, Optional<T>> type, Function<T, Boolean> test) {
    return type.apply(actual).map(test).map(Match::of).orElse(Match.UNKNOWN);
  }

  private static <T> T required(
      String expected, Function<String, Optional<T>> type, String description) {
    return type.apply(expected)
        .orElseThrow(
            () -> new MalformedPolicyException("a condition's value is not " + description));
  }

  private static Optional<Boolean> toBoolean(String text) {
    return switch (text) {
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> toNumber(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private static Optional<Instant> toInstant(String text) {
    try {
      if (EPOCH_SECONDS.matcher(text).matches()) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      return Optional.of(
          text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
