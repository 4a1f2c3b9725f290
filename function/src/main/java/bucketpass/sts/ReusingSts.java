package bucketpass.sts;

import bucketpass.outcome.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Gives the credentials of an earlier call again, while they have enough life left.
 *
 * <p>The key is the whole request: caller, role, policy, tags and lifetime. Requests are validated
 * before they get here, so nothing that would be refused today is answered from yesterday. A
 * refusal is never kept. Equal requests at the same time make one call.
 */
public final class ReusingSts implements Sts {

  /** Sessions that are kept, at most: some 3 kB each. */
  static final int MAX_SESSIONS = 1_000;

  private final Sts sts;
  private final Clock clock;

  /** In the order of their last use; guarded by this object's lock. */
  private final Map<AssumeRoleRequest, CompletableFuture<Outcome<VendedCredentials>>> sessions =
      new LinkedHashMap<>(16, 0.75f, true);

  public ReusingSts(Sts sts, Clock clock) {
    this.sts = sts;
    this.clock = clock;
  }

  @Override
  public Outcome<VendedCredentials> assumeRole(AssumeRoleRequest request, Duration within) {
    CompletableFuture<Outcome<VendedCredentials>> mine = new CompletableFuture<>();
    CompletableFuture<Outcome<VendedCredentials>> session = joinOrStart(request, mine);
    if (session == mine) {
      call(request, within, mine);
      return mine.join();
    }
    try {
      return session.join().map(VendedCredentials::again);
    } catch (CompletionException e) {
      return StsErrors.failed("the call that this one waited for failed: " + e.getCause());
    }
  }

  private synchronized CompletableFuture<Outcome<VendedCredentials>> joinOrStart(
      AssumeRoleRequest request, CompletableFuture<Outcome<VendedCredentials>> mine) {
    CompletableFuture<Outcome<VendedCredentials>> known = sessions.get(request);
    if (known != null && (!known.isDone() || isFresh(known.join()))) {
      return known;
    }
    sessions.put(request, mine);
    if (sessions.size() > MAX_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return mine;
  }

  private void call(
      AssumeRoleRequest request,
      Duration within,
      CompletableFuture<Outcome<VendedCredentials>> mine) {
    try {
      Outcome<VendedCredentials> outcome = sts.assumeRole(request, within);
      if (outcome instanceof Outcome.Refused) {
        forget(request, mine);
      }
      mine.complete(outcome);
    } catch (RuntimeException | Error e) {
      forget(request, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized void forget(
      AssumeRoleRequest request, CompletableFuture<Outcome<VendedCredentials>> session) {
    sessions.remove(request, session);
  }

  private boolean isFresh(Outcome<VendedCredentials> outcome) {
    return outcome instanceof Outcome.Ok<VendedCredentials> ok
        && clock.instant().isBefore(ok.value().refreshAfter());
  }
}
