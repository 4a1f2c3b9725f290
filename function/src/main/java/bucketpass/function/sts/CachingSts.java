package bucketpass.function.sts;

import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives the credentials of a call again for a few minutes.
 *
 * <p>The key is the whole request: caller, role, policy, tags and lifetime. Requests are validated
 * before they get here, so nothing that would be refused today is answered from yesterday. A
 * refusal is never kept. Equal requests at the same time make one call.
 */
public final class CachingSts implements Sts {

  /** Sessions that are kept, at most: some 3 kB each. */
  static final int MAX_SESSIONS = 1_000;

  /** Of the time kept back for the reply: a call that ends on time has the better word for why. */
  private static final Duration GRACE = Duration.ofMillis(200);

  private final ExecutorService threads = Executors.newCachedThreadPool(CachingSts::daemon);
  private final Sts sts;
  private final Clock clock;

  /** In the order of their last use; guarded by this object's lock. */
  private final Map<AssumeRoleParameters, CompletableFuture<Result<StsCredentials>>> sessions =
      new LinkedHashMap<>(16, 0.75f, true);

  public CachingSts(Sts sts, Clock clock) {
    this.sts = sts;
    this.clock = clock;
  }

  /**
   * Ends within the time even where the call does not: a time-out of a socket is one of each read,
   * and many slow reads are slow without any.
   */
  @Override
  public Result<StsCredentials> assumeRole(AssumeRoleParameters request, Duration within) {
    CompletableFuture<Result<StsCredentials>> mine = new CompletableFuture<>();
    CompletableFuture<Result<StsCredentials>> session = joinOrStart(request, mine);
    if (session == mine) {
      threads.execute(() -> call(request, within, mine));
    }
    try {
      Result<StsCredentials> outcome =
          session.get(within.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      return session == mine ? outcome : outcome.map(StsCredentials::again);
    } catch (TimeoutException e) {
      forget(request, session);
      return StsErrorMapper.unavailable("no whole answer within " + within.toMillis() + " ms");
    } catch (ExecutionException e) {
      return StsErrorMapper.failed("the call failed: " + e.getCause().getClass().getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return StsErrorMapper.unavailable("interrupted");
    }
  }

  private synchronized CompletableFuture<Result<StsCredentials>> joinOrStart(
      AssumeRoleParameters request, CompletableFuture<Result<StsCredentials>> mine) {
    CompletableFuture<Result<StsCredentials>> known = sessions.get(request);
    if (known != null && (!known.isDone() || isFresh(known.join()))) {
      return known;
    }
    sessions.put(request, mine);
    if (sessions.size() > MAX_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return mine;
  }

  private static Thread daemon(Runnable call) {
    Thread thread = new Thread(call, "sts");
    thread.setDaemon(true);
    return thread;
  }

  private void call(
      AssumeRoleParameters request,
      Duration within,
      CompletableFuture<Result<StsCredentials>> mine) {
    try {
      Result<StsCredentials> outcome = sts.assumeRole(request, within);
      if (outcome instanceof Result.Refused) {
        forget(request, mine);
      }
      mine.complete(outcome);
    } catch (RuntimeException | Error e) {
      forget(request, mine);
      mine.completeExceptionally(e);
    }
  }

  private synchronized void forget(
      AssumeRoleParameters request, CompletableFuture<Result<StsCredentials>> session) {
    sessions.remove(request, session);
  }

  private boolean isFresh(Result<StsCredentials> outcome) {
    return outcome instanceof Result.Ok<StsCredentials> ok
        && clock.instant().isBefore(ok.value().givenAgainUntil());
  }
}
