package bucketpass.caller;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A time as an authorizer hands it on: an HTTP API as seconds since 1970 ({@code 1732424400}), a
 * REST API as the text of a Java date ({@code Sun Nov 24 05:00:00 UTC 2024}).
 */
final class ClaimTime {

  /** Digits of a number of seconds, at most: until the year 33658. */
  private static final int MAX_DIGITS = 12;

  private ClaimTime() {}

  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(
          isSeconds(text) ? Instant.ofEpochSecond(Long.parseLong(text)) : date(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isSeconds(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_DIGITS;
  }

  private static Instant date(String text) {
    // Not a constant: only REST APIs need it, and it takes milliseconds to load.
    return DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .parse(text, Instant::from);
  }
}
