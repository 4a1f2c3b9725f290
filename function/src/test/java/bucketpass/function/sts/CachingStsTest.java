package bucketpass.function.sts;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachingStsTest {

  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final AssumeRoleParameters ALICE =
      new AssumeRoleParameters("arn:aws:iam::1:role/r", "alice", "{}", "alice/", "read-only", 3600);

  private final Now clock = new Now();
  private final AtomicInteger calls = new AtomicInteger();
  private ErrorCode refusal;

  private final Sts sts =
      (request, within) -> {
        int call = calls.incrementAndGet();
        return refusal != null
            ? Result.refused(refusal, "no")
            : Result.ok(credentials(call, Duration.ofSeconds(request.seconds())));
      };
  private final CachingSts reusing = new CachingSts(sts, clock);

  private StsCredentials credentials(int call, Duration lifetime) {
    return new StsCredentials(
        "ASIA" + call, "s", "t", clock.instant().plus(lifetime), "1", 5, lifetime, false);
  }

  private String ask(AssumeRoleParameters request) {
    return reusing
        .assumeRole(request, WITHIN)
        .fold(StsCredentials::accessKeyId, refused -> refused.reason().code());
  }

  /** Taken back sessions are given again as well, and after this time no more. */
  @ParameterizedTest
  @CsvSource({"3600,299,1", "3600,300,2", "900,299,1", "900,300,2"})
  void gives_the_same_again_for_five_minutes(int seconds, int later, int calls) {
    AssumeRoleParameters request =
        new AssumeRoleParameters("arn:aws:iam::1:role/r", "a", "{}", "a/", "read-only", seconds);
    ask(request);

    clock.now = clock.now.plusSeconds(later);

    assertThat(ask(request)).isEqualTo("ASIA" + calls);
  }

  @Test
  void says_of_credentials_whether_they_were_given_before() {
    assertThat(reusing.assumeRole(ALICE, WITHIN).map(StsCredentials::reused))
        .isEqualTo(Result.ok(false));
    assertThat(reusing.assumeRole(ALICE, WITHIN).map(StsCredentials::reused))
        .isEqualTo(Result.ok(true));
  }

  @Test
  void requests_that_differ_in_anything_are_different() {
    List<AssumeRoleParameters> requests =
        List.of(
            ALICE,
            new AssumeRoleParameters(
                "arn:aws:iam::1:role/x", "alice", "{}", "alice/", "read-only", 3600),
            new AssumeRoleParameters(
                "arn:aws:iam::1:role/r", "bob", "{}", "alice/", "read-only", 3600),
            new AssumeRoleParameters(
                "arn:aws:iam::1:role/r", "alice", "{ }", "alice/", "read-only", 3600),
            new AssumeRoleParameters(
                "arn:aws:iam::1:role/r", "alice", "{}", "bob/", "read-only", 3600),
            new AssumeRoleParameters(
                "arn:aws:iam::1:role/r", "alice", "{}", "alice/", "read-write", 3600),
            new AssumeRoleParameters(
                "arn:aws:iam::1:role/r", "alice", "{}", "alice/", "read-only", 900));

    assertThat(requests.stream().map(this::ask)).doesNotHaveDuplicates();
    // The cache compares only what has the same hash, which these do not have.
    assertThat(requests.subList(1, requests.size())).doesNotContain(ALICE);
  }

  @Test
  void a_refusal_is_not_kept() {
    refusal = ErrorCode.STS_THROTTLED;
    assertThat(ask(ALICE)).isEqualTo("StsThrottled");

    refusal = null;

    assertThat(ask(ALICE)).isEqualTo("ASIA2");
  }

  @Test
  void the_least_lately_used_goes_when_there_are_too_many() {
    ask(ALICE);
    for (int i = 0; i < CachingSts.MAX_SESSIONS; i++) {
      ask(new AssumeRoleParameters("arn:aws:iam::1:role/r", "x", "{}", i + "/", "read-only", 900));
    }

    assertThat(ask(ALICE)).isEqualTo("ASIA" + (CachingSts.MAX_SESSIONS + 2));
  }

  @Test
  void as_many_as_may_be_kept_are_kept() {
    ask(ALICE);
    for (int i = 1; i < CachingSts.MAX_SESSIONS; i++) {
      ask(new AssumeRoleParameters("arn:aws:iam::1:role/r", "x", "{}", i + "/", "read-only", 900));
    }

    assertThat(ask(ALICE)).isEqualTo("ASIA1");
  }

  @Test
  void a_call_keeps_no_process_from_ending() {
    AtomicBoolean daemon = new AtomicBoolean();
    Sts looking =
        (request, within) -> {
          daemon.set(Thread.currentThread().isDaemon());
          return sts.assumeRole(request, within);
        };
    new CachingSts(looking, clock).assumeRole(ALICE, WITHIN);

    assertThat(daemon).isTrue();
  }

  @Test
  void those_who_ask_for_the_same_at_once_make_one_call() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CachingSts slow =
        new CachingSts(
            (request, within) -> {
              awaitUninterruptibly(answer);
              return sts.assumeRole(request, within);
            },
            clock);
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<Future<Result<StsCredentials>>> asked = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        asked.add(threads.submit(() -> slow.assumeRole(ALICE, WITHIN)));
      }
      answer.countDown();
      for (Future<Result<StsCredentials>> one : asked) {
        assertThat(one.get().map(StsCredentials::accessKeyId)).isEqualTo(Result.ok("ASIA1"));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(calls).hasValue(1);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Now extends Clock {

    private Instant now = Instant.parse("2026-11-24T03:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void a_call_that_breaks_is_a_failure_and_the_next_tries_anew() {
    Sts broken =
        (request, within) -> {
          calls.incrementAndGet();
          throw new IllegalStateException("what was handled");
        };
    CachingSts breaking = new CachingSts(broken, clock);

    for (int i = 1; i <= 2; i++) {
      assertThat(breaking.assumeRole(ALICE, WITHIN).toString())
          .contains("STS_FAILED", "java.lang.IllegalStateException")
          .doesNotContain("what was handled");
      assertThat(calls).hasValue(i);
    }
  }

  @Test
  void who_is_interrupted_is_told_that_sts_is_unavailable_and_stays_interrupted() {
    CountDownLatch never = new CountDownLatch(1);
    Sts stuck =
        (request, within) -> {
          awaitUninterruptibly(never);
          return sts.assumeRole(request, within);
        };
    Thread.currentThread().interrupt();

    assertThat(new CachingSts(stuck, clock).assumeRole(ALICE, WITHIN).toString())
        .contains("STS_UNAVAILABLE", "interrupted");
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  @Test
  void a_call_that_does_not_end_is_left_and_not_joined_by_the_next() {
    CountDownLatch never = new CountDownLatch(1);
    Sts stuck =
        (request, within) -> {
          if (calls.incrementAndGet() == 1) {
            awaitUninterruptibly(never);
          }
          return Result.ok(credentials(calls.get(), Duration.ofHours(1)));
        };
    CachingSts sticking = new CachingSts(stuck, clock);

    assertThat(sticking.assumeRole(ALICE, Duration.ZERO)).isInstanceOf(Result.Refused.class);
    assertThat(sticking.assumeRole(ALICE, WITHIN)).isInstanceOf(Result.Ok.class);
    never.countDown();
  }
}
