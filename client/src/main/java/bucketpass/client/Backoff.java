package bucketpass.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after failures: twice as long after each, up to {@link #LONGEST}, and a random
 * share of it, so that a thousand phones do not come back in the same second.
 *
 * @param random gives at least 0 and less than 1
 */
record Backoff(DoubleSupplier random) {

  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(30);

  /**
   * Gives the wait after the failures so far.
   *
   * @param failures at least 1
   * @param asked the API's own Retry-After, which is never undercut
   */
  Duration after(int failures, Optional<Duration> asked) {
    long doubled = FIRST.toMillis() << Math.min(failures - 1, 10);
    long most = Math.min(doubled, LONGEST.toMillis());
    Duration wait = Duration.ofMillis(most / 2 + (long) (random.getAsDouble() * most / 2));
    return asked.filter(least -> least.compareTo(wait) > 0).orElse(wait);
  }
}
