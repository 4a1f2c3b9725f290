package bucketpass.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_9999 = 253_402_300_799L;

  @Property
  void is_what_an_instant_writes_and_reads(
      @ForAll @LongRange(min = YEAR_0, max = YEAR_9999) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    holdsOf(Instant.ofEpochSecond(second, nanos));
    holdsOf(Instant.ofEpochSecond(second, nanos - nanos % 1_000_000));
    holdsOf(Instant.ofEpochSecond(second - second % 60));
  }

  @Property(tries = 1)
  void is_so_on_every_day_of_four_centuries() {
    for (int day = 0; day < 146_097; day++) {
      holdsOf(Instant.EPOCH.plus(day, ChronoUnit.DAYS));
    }
  }

  private static void holdsOf(Instant moment) {
    assertThat(Timestamp.of(moment)).isEqualTo(moment.toString());
    assertThat(Timestamp.parse(moment.toString())).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-29T23:59:59Z", "2024-12-31T00:00:00.1Z", "2000-02-29T00:00:00Z"})
  void reads_what_an_instant_reads(String text) {
    assertThat(Timestamp.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-24",
        "2026-11-24T05:00Z",
        "2026-11-24T05:00:00",
        "2026-11-24T05:00:00z",
        "2026-11-24 05:00:00Z",
        "2026-11-24T05:00:00+00:00",
        "2026-11-24T05:00:00.Z",
        "2026-11-24T05:00:00,5Z",
        "2026-11-24T05:00:00.1234567890Z",
        "2026-11-24T05:00:0aZ",
        "2026-11-24T05:00:00ZZ",
        "+2026-11-24T05:00:00Z",
        "-026-11-24T05:00:00Z",
        "2026-13-24T05:00:00Z",
        "2026-00-24T05:00:00Z",
        "2026-02-29T05:00:00Z",
        "2100-02-29T05:00:00Z",
        "2026-11-31T05:00:00Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T05:60:00Z",
        "2026-11-24T05:00:60Z",
        "２026-11-24T05:00:00Z"
      })
  void refuses_all_else(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Timestamp.parse(text));
  }
}
