package bucketpass.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff LEAST = new Backoff(() -> 0);
  private static final Backoff MOST = new Backoff(() -> Math.nextDown(1.0));

  @Test
  void doubles_up_to_the_longest() {
    assertThat(MOST.after(1, Optional.empty())).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(MOST.after(3, Optional.empty())).isBetween(seconds(3), seconds(4));
    assertThat(MOST.after(1_000_000, Optional.empty())).isBetween(seconds(29), Backoff.LONGEST);
  }

  @Test
  void is_spread_over_half_of_it() {
    assertThat(LEAST.after(3, Optional.empty())).isEqualTo(seconds(2));
  }

  @Test
  void never_undercuts_what_the_api_asks_for() {
    assertThat(LEAST.after(1, Optional.of(seconds(90)))).isEqualTo(seconds(90));
    assertThat(MOST.after(6, Optional.of(seconds(1)))).isGreaterThan(seconds(1));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
