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

  /** What a session costs the local STS, which must know it until an hour after its end. */
  private static final long BYTES_PER_SESSION = 8 * 1024;

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
      List<Caller> callers = new ArrayList<>();
      for (int number = 0; number < CALLERS; number++) {
        callers.add(new Caller(application, http, s3, latencies, accessKeyIds, number, CALLERS));
      }
      run(callers, TIME.dividedBy(3));
      long early = liveBytes();
      int earlySessions = accessKeyIds.size();
      run(callers, TIME.minus(TIME.dividedBy(3)));
      long late = liveBytes();
      int newSessions = accessKeyIds.size() - earlySessions;

      System.out.printf(
          "soak: %d callers, %d s, %d errors, %d sessions%n%s"
              + "  live heap %.1f MB after a third, %.1f MB at the end (%+d sessions)%n",
          CALLERS,
          TIME.toSeconds(),
          errors.size(),
          accessKeyIds.size(),
          latencies.spread(),
          early / 1e6,
          late / 1e6,
          newSessions);
      assertThat(errors).isEmpty();
      assertThat(latencies.count("S3 get")).isGreaterThanOrEqualTo(CALLERS);
      assertThat(late).isLessThan(early + early / 4 + newSessions * BYTES_PER_SESSION);
    }
  }

  /** All of them at once, round after round until the time is over; each stops at an error. */
  private void run(List<Caller> callers, Duration time) throws InterruptedException {
    Instant end = Instant.now().plus(time);
    CountDownLatch done = new CountDownLatch(callers.size());
    for (Caller caller : callers) {
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

  private static long liveBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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
