package bucketpass.core.grant;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;

/**
 * How long credentials live.
 *
 * @param seconds 900 to 3600: the function's role is itself a session that assumes a role, and such
 *     role chaining is limited to an hour whatever the role's own maximum is
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public record SessionDuration(int seconds) {

  public static final int MIN_SECONDS = 900;
  public static final int MAX_SECONDS = 3600;

  /** What a caller gets who asks for none. */
  public static final SessionDuration DEFAULT = new SessionDuration(MAX_SECONDS);

  // Four digits hold every allowed value, and keep the arithmetic far from overflow.
  private static final int MAX_DIGITS = 4;

  /**
   * @throws IllegalArgumentException if it is not 900 to 3600
   */
  public SessionDuration {
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException("the lifetime is not 900 to 3600 seconds");
    }
  }

  /**
   * Reads {@code 900}, {@code 900s}, {@code 15m} or {@code 1h}, or gives {@code InvalidDuration}.
   */
  public static Result<SessionDuration> parse(String text) {
    int seconds = seconds(text);
    return seconds < MIN_SECONDS || seconds > MAX_SECONDS
        ? Result.refused(
            ErrorCode.INVALID_DURATION,
            "The duration must be 15 minutes to 1 hour, written as 900, 15m or 1h.")
        : Result.ok(new SessionDuration(seconds));
  }

  /** The number of seconds, or -1 where the text is none. */
  private static int seconds(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > MAX_DIGITS) {
      return -1;
    }
    int number = Integer.parseInt(text, 0, digits, 10);
    return switch (text.substring(digits)) {
      case "", "s" -> number;
      case "m" -> number * 60;
      case "h" -> number * 3600;
      default -> -1;
    };
  }
}
