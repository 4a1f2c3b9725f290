package bucketpass.e2e.clients;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The real time, shifted. S3 and STS take a signature that is up to 15 minutes off, so that the
 * local application can go by such a clock while clients go by the real one: what it vends is close
 * to its end, or past it, when a test wants that, without a wait of a quarter of an hour.
 */
final class ShiftedClock extends Clock {

  private volatile Duration shift;

  ShiftedClock(Duration shift) {
    this.shift = shift;
  }

  void advance(Duration duration) {
    shift = shift.plus(duration);
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(shift);
  }

  @Override
  public ZoneId getZone() {
    return Clock.systemUTC().getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
