package bucketpass.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Decides at each ask between the credentials in hand and newer ones, and keeps the asks at the API
 * to one at a time.
 *
 * <p>Fresh ones are given out. Ones past their RefreshAfter are given out too, while newer ones are
 * fetched in the background; a fetch that fails then costs nobody anything and is tried again after
 * a rest. Only who has none that may be used waits, and then for the one fetch under way.
 */
final class CredentialsRefresher {

  /** How long a fetch that somebody waits for goes on in spite of failures that may pass. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Waits; a test's own moves its clock instead. */
  interface Pause {
    void last(Duration duration) throws InterruptedException;
  }

  private final CredentialsFetcher api;
  private final Clock clock;
  private final Backoff backoff;
  private final Pause pause;
  private final Executor executor;

  private CachedCredentials held;
  private CompletableFuture<BucketpassCredentials> flight;
  private Instant restUntil = Instant.MIN;
  private int failures;
  private boolean closed;

  CredentialsRefresher(
      CredentialsFetcher api, Clock clock, Backoff backoff, Pause pause, Executor executor) {
    this.api = api;
    this.clock = clock;
    this.backoff = backoff;
    this.pause = pause;
    this.executor = executor;
  }

  /** Gives what is in hand, or the fetch under way; never blocks. */
  synchronized CompletableFuture<BucketpassCredentials> current() {
    if (closed) {
      throw new IllegalStateException("the credentials provider is closed");
    }
    Instant now = clock.instant();
    boolean usable = held != null && held.isUsable(now);
    boolean due = !usable || (!held.isFresh(now) && !now.isBefore(restUntil));
    BucketpassCredentials inHand = usable ? held.vended() : null;
    CompletableFuture<BucketpassCredentials> underWay = flight;
    if (due && underWay == null) {
      underWay = new CompletableFuture<>();
      takeOff(underWay);
    }
    return usable ? CompletableFuture.completedFuture(inHand) : underWay;
  }

  private void takeOff(CompletableFuture<BucketpassCredentials> next) {
    flight = next;
    executor.execute(() -> fly(next));
  }

  synchronized void close() {
    closed = true;
  }

  private void fly(CompletableFuture<BucketpassCredentials> mine) {
    try {
      mine.complete(land(fetch()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      crash();
      mine.completeExceptionally(BucketpassException.unreachable("Interrupted", e));
    } catch (RuntimeException | Error e) {
      crash();
      mine.completeExceptionally(e);
    }
  }

  /** Rests too: what arrives past its RefreshAfter already is not fetched again at each ask. */
  private synchronized BucketpassCredentials land(CachedCredentials fetched) {
    flight = null;
    held = fetched;
    failures = 0;
    restUntil = clock.instant().plus(Backoff.FIRST);
    return fetched.vended();
  }

  private synchronized void crash() {
    flight = null;
  }

  private CachedCredentials fetch() throws InterruptedException {
    Instant giveUp = clock.instant().plus(PATIENCE);
    while (true) {
      try {
        return api.ask();
      } catch (BucketpassException e) {
        Instant next = restAfter(e);
        if (!e.retryable() || next.isAfter(giveUp) || nobodyWaits()) {
          throw e;
        }
        pause.last(Duration.between(clock.instant(), next));
      }
    }
  }

  private synchronized Instant restAfter(BucketpassException failure) {
    failures++;
    restUntil = clock.instant().plus(backoff.after(failures, failure.retryAfter()));
    return restUntil;
  }

  private synchronized boolean nobodyWaits() {
    return closed || (held != null && held.isUsable(clock.instant()));
  }
}
