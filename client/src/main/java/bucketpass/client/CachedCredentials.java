package bucketpass.client;

import java.time.Duration;
import java.time.Instant;

/**
 * Credentials in hand, with their times by this machine's own clock.
 *
 * @param renewFrom from when on newer ones are fetched while these are still given out
 * @param lastUse from when on these are no longer given out
 */
record CachedCredentials(BucketpassCredentials vended, Instant renewFrom, Instant lastUse) {

  /** So long before the end nothing new is begun with them; less where they live but briefly. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /**
   * Reads the times of what was vended.
   *
   * @param ahead how far this machine's clock is ahead of the API's
   */
  static CachedCredentials of(BucketpassCredentials vended, Duration ahead) {
    Duration half = Duration.between(vended.refreshAfter(), vended.expiration()).dividedBy(2);
    Duration margin = half.compareTo(MARGIN) < 0 ? half : MARGIN;
    return new CachedCredentials(
        vended, vended.refreshAfter().plus(ahead), vended.expiration().minus(margin).plus(ahead));
  }

  boolean isFresh(Instant now) {
    return now.isBefore(renewFrom);
  }

  boolean isUsable(Instant now) {
    return now.isBefore(lastUse);
  }
}
