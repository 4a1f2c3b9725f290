package bucketpass.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Moments as AWS writes them: {@code 2026-11-24T05:00:00Z}. {@link Instant}'s own text and parser
 * are the same, and load all that formats any date in any language, a twentieth of a cold start.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339</a>
 */
public final class Timestamp {

  private static final int MAX_FRACTION_DIGITS = 9;
  private static final long SECONDS_OF_A_DAY = 86_400;

  /** From the first of March of the year 0. */
  private static final int DAYS_TO_1970 = 719_468;

  private Timestamp() {}

  /** The moment in UTC, with as much of a second as it has. */
  public static String of(Instant moment) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), ZoneOffset.UTC);
    // It leaves out seconds that are none.
    return utc + (utc.getSecond() == 0 && utc.getNano() == 0 ? ":00Z" : "Z");
  }

  /**
   * Reads a moment in UTC.
   *
   * @throws DateTimeException if the text is anything else than {@link #of} writes
   */
  public static Instant parse(String text) {
    if (!hasShape(text)) {
      throw new DateTimeException("not a moment in UTC, as 2026-11-24T05:00:00Z");
    }
    LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    LocalTime time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
    return Instant.ofEpochSecond(days(date) * SECONDS_OF_A_DAY + time.toSecondOfDay(), nanos(text));
  }

  /** Since 1970. Years begin in March here, so that the leap day is their last. */
  private static int days(LocalDate date) {
    int month = (date.getMonthValue() + 9) % 12;
    int year = date.getYear() - month / 10;
    return 365 * year
        + (Math.floorDiv(year, 4) - Math.floorDiv(year, 100) + Math.floorDiv(year, 400))
        + (306 * month + 5) / 10
        + (date.getDayOfMonth() - 1)
        - DAYS_TO_1970;
  }

  /** {@code 0000-00-00T00:00:00Z}, perhaps with a fraction before its end. */
  private static boolean hasShape(String text) {
    String whole = "0000-00-00T00:00:00";
    int length = text.length();
    int digits = length - whole.length() - 2; // after a point
    if (length <= whole.length()
        || !text.endsWith("Z")
        || digits == 0
        || digits > MAX_FRACTION_DIGITS) {
      return false;
    }
    for (int i = 0; i < length - 1; i++) {
      char wanted = i < whole.length() ? whole.charAt(i) : i == whole.length() ? '.' : '0';
      char c = text.charAt(i);
      if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int nanos(String text) {
    int point = text.indexOf('.');
    if (point < 0) {
      return 0;
    }
    String digits = text.substring(point + 1, text.length() - 1);
    return Integer.parseInt(digits + "0".repeat(MAX_FRACTION_DIGITS - digits.length()));
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
