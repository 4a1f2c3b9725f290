package bucketpass.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.LocalApplication;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Everything at once: a short run with every build, 200 callers for five minutes with {@code
 * -Psoak}. Latencies are printed and not judged.
 */
class SoakTest {

  private static final int CALLERS = Integer.getInteger("soak.callers", 20);
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.seconds", 3));

  /** What a session costs the local STS and the function's caches, which know it until its end. */
  private static final long BYTES_PER_SESSION = 12 * 1024;

  /**
   * How long a connection with its buffers, 100 KB at both ends, may outlive its last use: the JDK
   * looks every five seconds for those that have been idle for five, so twice that, and some more.
   */
  private static final Duration KEPT_ALIVE = Duration.ofSeconds(12);

  /** Of growth beside the sessions, from the middle to the end. */
  private static final double MOST_GROWTH = 0.1;

  static {
    // Else the JDK keeps five connections alive, and the others' ports are used up.
    System.setProperty("http.maxConnections", "" + CALLERS);
  }

  private final Latencies latencies = new Latencies();
  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
  private final Set<String> accessKeyIds = ConcurrentHashMap.newKeySet();

  @Test
  void gives_every_caller_what_is_their_own_and_keeps_nothing_of_it() throws Exception {
    try (LocalApplication application =
            LocalApplication.start(LocalApplication.Options.of(Path.of("..")));
        S3Client s3 = s3(application)) {
      HttpClient http = HttpClient.newHttpClient();
      List<SoakCaller> callers = new ArrayList<>();
      for (int number = 0; number < CALLERS; number++) {
        callers.add(
            new SoakCaller(application, http, s3, latencies, accessKeyIds, number, CALLERS));
      }
      run(callers, Duration.ZERO);
      Heap start = heap();
      run(callers, TIME.dividedBy(2));
      Heap middle = heap();
      run(callers, TIME.minus(TIME.dividedBy(2)));
      Heap end = heap();

      System.out.printf(
          "soak: %d callers, %d s, %d errors%n%s  live heap %s after a first round, %s in the middle, %s at the end%n",
          CALLERS, TIME.toSeconds(), errors.size(), latencies.spread(), start, middle, end);
      assertThat(errors).isEmpty();
      assertThat(latencies.count("S3 get")).isGreaterThanOrEqualTo(CALLERS);
      long newSessions = (long) end.sessions() - middle.sessions();
      assertThat(end.bytes())
          .isLessThan(
              (long) (middle.bytes() * (1 + MOST_GROWTH)) + newSessions * BYTES_PER_SESSION);
    }
  }

  private record Heap(long bytes, int sessions) {
    @Override
    public String toString() {
      return "%.1f MB (%d sessions)".formatted(bytes / 1e6, sessions);
    }
  }

  /** All of them at once, round after round until the time is over; each stops at an error. */
  private void run(List<SoakCaller> callers, Duration time) throws InterruptedException {
    Instant end = Instant.now().plus(time);
    CountDownLatch done = new CountDownLatch(callers.size());
    for (SoakCaller caller : callers) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int round = 0; round == 0 || Instant.now().isBefore(end); round++) {
                    caller.round(round);
                  }
                } catch (RuntimeException e) {
                  errors.add(e);
                } finally {
                  done.countDown();
                }
              });
      thread.start();
    }
    done.await();
  }

  private Heap heap() throws InterruptedException {
    Thread.sleep(KEPT_ALIVE.toMillis()); // what they hold belongs to the calls just made
    System.gc();
    return new Heap(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), accessKeyIds.size());
  }

  private static S3Client s3(LocalApplication application) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(application.s3())
        .forcePathStyle(true)
        .region(Region.of(application.region()))
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }
}
