package bucketpass.function.faults;

import bucketpass.function.MovingClock;
import bucketpass.function.TestEvents;
import bucketpass.function.TestFunction;
import bucketpass.function.TestFunction.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/** A new function before a new STS, for one fault in one phase. */
final class FaultTrial implements AutoCloseable {

  /** When in the life of a function a fault strikes. */
  enum Phase {
    /** At the first request of all. */
    COLD,
    /** Later, on the connection that an earlier request has left. */
    WARM,
    /** When the credentials in the cache have become too old to be given again. */
    AT_RENEWAL,
    /** For one who waits for another's call for the same grant. */
    WAITING
  }

  private final MovingClock clock = new MovingClock();
  private final FaultySts sts = new FaultySts(clock);
  private final TestFunction function =
      new TestFunction(TestFunction.environment(sts.uri()), clock);

  /** Alice's answer, and how many calls to STS it took. */
  record Struck(Reply reply, int calls, Duration took) {}

  Struck strike(Fault fault, Phase phase) throws InterruptedException, ExecutionException {
    if (phase == Phase.WARM) {
      ask("bob");
    } else if (phase == Phase.AT_RENEWAL) {
      ask("alice");
      clock.advance(Duration.ofMinutes(41));
    }
    int before = sts.calls();
    sts.fail(fault);
    Timed timed = phase == Phase.WAITING ? askBehindAnother() : timed();
    int calls = sts.calls() - before;
    sts.behave();
    return new Struck(timed.reply(), calls, timed.took());
  }

  private record Timed(Reply reply, Duration took) {}

  private Timed timed() {
    long begin = System.nanoTime();
    return new Timed(ask("alice"), Duration.ofNanos(System.nanoTime() - begin));
  }

  Reply ask(String caller) {
    return function.call(TestEvents.vend(TestEvents.claims(Map.of("sub", caller))));
  }

  List<String> log() {
    return function.log();
  }

  private Timed askBehindAnother() throws InterruptedException, ExecutionException {
    CountDownLatch gate = sts.hold();
    int before = sts.calls();
    FutureTask<Timed> first = new FutureTask<>(this::timed);
    FutureTask<Timed> second = new FutureTask<>(this::timed);
    new Thread(first).start();
    spinUntil(() -> sts.calls() > before);
    Thread waiting = new Thread(second);
    waiting.start();
    spinUntil(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    gate.countDown();
    if (first.get().reply().status() != second.get().reply().status()) {
      throw new IllegalStateException(first.get() + " but " + second.get());
    }
    return second.get();
  }

  private static void spinUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    sts.close();
  }
}
