package bucketpass.function.token;

import static bucketpass.function.TestTokens.jwk;
import static bucketpass.function.TestTokens.rsa;
import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.function.MovingClock;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key set against an issuer on the loopback that fails in every way. */
class JwksClientTest {

  private static final KeyPair ONE = rsa(2048);
  private static final KeyPair TWO = rsa(2048);
  private static final String GOOD = keys(jwk("k1", ONE));

  private final MovingClock clock = new MovingClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer issuer;
  private JwksClient keySet;
  private volatile int status = 200;
  private volatile String answer = GOOD;
  private volatile CountDownLatch held = new CountDownLatch(0);

  @BeforeEach
  void start() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.setExecutor(threads);
    issuer.createContext(
        "/jwks.json",
        exchange -> {
          fetches.incrementAndGet();
          try {
            held.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
    keySet =
        new JwksClient(
            URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks.json"), clock);
  }

  @AfterEach
  void stop() {
    held.countDown();
    issuer.stop(0);
    threads.shutdownNow();
  }

  private static String keys(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  private String find(String id) {
    return keySet.find(id).fold(key -> "found", refusal -> refusal.reason().code());
  }

  @Test
  void failing_issuer_is_asked_once_in_30_seconds_for_any_key_id() {
    status = 500;
    for (int i = 0; i < 20; i++) {
      assertThat(find("k" + i)).isEqualTo("KeySetUnavailable");
    }
    assertThat(fetches).hasValue(1);

    clock.advance(Duration.ofSeconds(30));
    assertThat(find("k1")).isEqualTo("KeySetUnavailable");
    assertThat(fetches).hasValue(1);

    clock.advance(Duration.ofSeconds(1));
    status = 200;
    assertThat(find("k1")).isEqualTo("found");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void old_keys_are_served_while_the_issuer_fails() {
    assertThat(find("k1")).isEqualTo("found");
    status = 503;
    clock.advance(Duration.ofHours(2));

    for (int i = 0; i < 20; i++) {
      assertThat(find("k1")).isEqualTo("found");
      assertThat(find("made-up-" + i)).isEqualTo("KeySetUnavailable");
    }
    assertThat(fetches).hasValue(2);

    clock.advance(Duration.ofSeconds(31));
    status = 200;
    answer = keys(jwk("k2", TWO));
    assertThat(find("k2")).isEqualTo("found");
    assertThat(find("k1")).as("withdrawn by the issuer").isEqualTo("InvalidToken");
    assertThat(fetches).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "no",
        "{\"keys\":null}",
        "{\"keys\":{}}",
        "{\"keys\":\"k1\"}",
        "{\"keys\":[",
        "{\"keys\":[]} x",
        "{\"keys\":[],\"keys\":[]}"
      })
  void answer_that_is_no_key_set_is_a_failed_attempt(String flawed) {
    find("k1");
    answer = flawed;
    clock.advance(Duration.ofHours(2));

    assertThat(find("k1")).isEqualTo("found");
    assertThat(find("k2")).isEqualTo("KeySetUnavailable");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void truncated_answer_is_a_failed_attempt() {
    find("k1");
    answer = GOOD.substring(0, GOOD.length() - 2);
    clock.advance(Duration.ofHours(2));

    assertThat(find("k2")).isEqualTo("KeySetUnavailable");
    assertThat(find("k1")).isEqualTo("found");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 301, 302, 304, 400, 404, 429, 500})
  void status_other_than_200_is_a_failed_attempt(int other) {
    status = other;
    answer = other == 204 || other == 304 ? "" : GOOD;

    assertThat(find("k1")).isEqualTo("KeySetUnavailable");
    assertThat(fetches).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"use\":\"sig\"|found",
        "\"use\":\"enc\"|InvalidToken",
        "\"use\":null|InvalidToken",
        "\"use\":[\"sig\"]|InvalidToken",
        "\"alg\":\"RS256\"|found",
        "\"alg\":\"RS512\"|InvalidToken",
        "\"alg\":\"RSA-OAEP\"|InvalidToken",
        "\"alg\":null|InvalidToken",
        "\"key_ops\":[\"verify\"]|found",
        "\"key_ops\":[\"encrypt\"]|InvalidToken",
        "\"key_ops\":[]|InvalidToken",
        "\"key_ops\":\"verify\"|InvalidToken",
        "\"key_ops\":null|InvalidToken",
        "\"x5c\":[\"MII\"]|found",
      })
  void key_is_used_only_for_its_published_use(String member, String outcome) {
    answer = keys(jwk("k1", ONE).replace("{", "{" + member + ","));

    assertThat(find("k1")).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "null",
        "\"k2\"",
        "[]",
        "{}",
        "{\"kty\":\"EC\",\"kid\":\"k2\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
        "{\"kty\":\"oct\",\"kid\":\"k2\",\"k\":\"AAAA\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k2\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k2\",\"n\":\"\",\"e\":\"AQAB\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k2\",\"n\":1,\"e\":\"AQAB\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k2\",\"n\":\"***\",\"e\":\"AQAB\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k2\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
        "{\"kty\":null,\"kid\":\"k2\",\"n\":\"AQAB\",\"e\":\"AQAB\"}"
      })
  void unusable_key_is_skipped_and_the_others_serve(String unusable) {
    answer = keys(unusable, jwk("k1", ONE));

    assertThat(find("k1")).isEqualTo("found");
    assertThat(find("k2")).isEqualTo("InvalidToken");
  }

  @Test
  void key_that_makes_signatures_worthless_is_skipped() {
    answer =
        keys(
            jwk("exponent-one", TWO).replace("\"AQAB\"", "\"AQ\""),
            jwk("short", rsa(1024)),
            jwk("kid-missing", TWO).replace("\"kid\"", "\"kidd\""),
            jwk("kid-a-number", TWO).replace("\"kid-a-number\"", "7"),
            jwk("", TWO),
            jwk("k1", ONE));

    assertThat(find("k1")).isEqualTo("found");
    for (String id : new String[] {"exponent-one", "short", "kid-missing", "7", ""}) {
      assertThat(find(id)).as(id).isEqualTo("InvalidToken");
    }
  }

  @Test
  void id_that_two_keys_share_is_of_neither() {
    answer = keys(jwk("k1", ONE), jwk("k2", TWO), jwk("k2", ONE), jwk("k2", ONE));

    assertThat(find("k1")).isEqualTo("found");
    assertThat(find("k2")).isEqualTo("InvalidToken");
  }

  @Test
  void known_key_waits_for_no_fetch_of_another_request() throws Exception {
    find("k1");
    clock.advance(Duration.ofHours(2));
    held = new CountDownLatch(1);
    Future<String> slow = threads.submit(() -> find("made-up"));
    while (fetches.get() < 2) {
      Thread.onSpinWait();
    }

    assertThat(threads.submit(() -> find("k1")).get(1, TimeUnit.SECONDS)).isEqualTo("found");
    assertThat(slow.isDone()).isFalse();
    held.countDown();
    assertThat(slow.get(5, TimeUnit.SECONDS)).isEqualTo("InvalidToken");
  }

  @Test
  void requests_that_wait_share_one_fetch() throws Exception {
    status = 500;
    held = new CountDownLatch(1);
    List<Future<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String id = "k" + i;
      waiting.add(threads.submit(() -> find(id)));
    }
    while (fetches.get() < 1) {
      Thread.onSpinWait();
    }
    held.countDown();

    for (Future<String> one : waiting) {
      assertThat(one.get(5, TimeUnit.SECONDS)).isEqualTo("KeySetUnavailable");
    }
    assertThat(fetches).hasValue(1);
  }
}
