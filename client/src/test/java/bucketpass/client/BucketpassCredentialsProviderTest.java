package bucketpass.client;

import static bucketpass.client.StubApi.problem;
import static bucketpass.client.StubApi.throttled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class BucketpassCredentialsProviderTest {

  private static final Duration LIFE = Duration.ofMinutes(40);
  private static final Duration PAST_REFRESH = Duration.ofMinutes(21);

  private final DeviceClock clock = new DeviceClock();
  private final List<Duration> pauses = new ArrayList<>();
  private StubApi api;
  private BucketpassCredentialsProvider provider;

  @BeforeEach
  void start() throws IOException {
    api = new StubApi(clock, LIFE);
    provider = provider(() -> "a.token.here");
  }

  @AfterEach
  void stop() {
    provider.close();
    api.close();
  }

  private BucketpassCredentialsProvider provider(TokenProvider token) {
    return builder(token).build();
  }

  /** Everything on the test's own thread and clock, so that each step is seen. */
  private BucketpassCredentialsProvider.Builder builder(TokenProvider token) {
    return BucketpassCredentialsProvider.builder(api.uri(), token)
        .clock(clock)
        .http(datedBy(Duration.ZERO))
        .executor(Runnable::run)
        .pause(
            wait -> {
              pauses.add(wait);
              clock.advance(wait);
            });
  }

  /** The JDK's server dates its answers by the real time: date them by the test's instead. */
  private HttpTransport datedBy(Duration phoneIsAhead) {
    HttpTransport real = new UrlConnectionTransport();
    return (uri, authorization) -> {
      HttpTransport.Answer answer = real.get(uri, authorization);
      Instant date = clock.instant().minus(phoneIsAhead);
      return new HttpTransport.Answer(
          answer.status(), Optional.of(date), answer.retryAfter(), answer.body());
    };
  }

  @Test
  void gives_what_the_api_vends_and_says_where_it_reaches() {
    BucketpassCredentials vended = provider.vended();

    assertThat(vended.credentials().accessKeyId()).isEqualTo("ASIAPLAYED1");
    assertThat(vended.credentials().secretAccessKey()).isEqualTo("secret-1");
    assertThat(vended.credentials().sessionToken()).isEqualTo("session-1");
    assertThat(vended.credentials().accountId()).contains("123456789012");
    assertThat(vended.credentials().expirationTime()).contains(clock.instant().plus(LIFE));
    assertThat(vended.bucket()).isEqualTo("played-bucket");
    assertThat(vended.region()).isEqualTo("us-east-1");
    assertThat(vended.prefix()).isEqualTo("alice/");
    assertThat(vended.access()).isEqualTo("read-write");
    assertThat(api.asked()).containsExactly("/credentials Bearer a.token.here");
  }

  @Test
  void asks_for_what_it_was_told_to_ask_for() {
    try (var narrow =
        builder(() -> "t")
            .access("read-only")
            .prefix("alice/2026+27/")
            .duration(Duration.ofMinutes(15))
            .build()) {
      narrow.resolveCredentials();
    }

    assertThat(api.asked())
        .containsExactly(
            "/credentials?access=read-only&prefix=alice%2F2026%2B27%2F&duration=900 Bearer t");
  }

  @Test
  void keeps_what_it_has_until_the_api_gives_newer() {
    provider.resolveCredentials();
    clock.advance(LIFE.dividedBy(2).minusSeconds(1));
    provider.resolveCredentials();
    assertThat(api.asked()).hasSize(1);

    clock.advance(Duration.ofSeconds(1));
    AwsCredentials whileItRenews = provider.resolveCredentials();
    AwsCredentials renewed = provider.resolveCredentials();

    assertThat(api.asked()).hasSize(2);
    assertThat(whileItRenews.accessKeyId()).isEqualTo("ASIAPLAYED1");
    assertThat(renewed.accessKeyId()).isEqualTo("ASIAPLAYED2");
  }

  @Test
  void has_one_call_under_way_however_many_threads_ask() throws Exception {
    int threads = 64;
    CountDownLatch allAsking = new CountDownLatch(threads);
    Set<String> keys = ConcurrentHashMap.newKeySet();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    TokenProvider slow =
        () -> {
          awaitAll(allAsking);
          return "t";
        };
    try (var shared =
        BucketpassCredentialsProvider.builder(api.uri(), slow)
            .clock(clock)
            .http(datedBy(Duration.ZERO))
            .build()) {
      List<Future<?>> asks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        boolean sync = i % 2 == 0;
        asks.add(
            pool.submit(
                () -> {
                  var asked = shared.resolveIdentity();
                  allAsking.countDown();
                  AwsCredentialsIdentity got = sync ? shared.resolveCredentials() : asked.join();
                  keys.add(got.accessKeyId());
                }));
      }
      for (Future<?> ask : asks) {
        ask.get();
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(keys).containsExactly("ASIAPLAYED1");
    assertThat(api.asked()).hasSize(1);
  }

  private static void awaitAll(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void a_failed_renewal_is_not_seen_while_the_old_ones_last_and_rests_as_long_as_asked() {
    provider.resolveCredentials();
    clock.advance(PAST_REFRESH);
    api.next(throttled(120));

    assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAPLAYED1");
    clock.advance(Duration.ofSeconds(119));
    assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAPLAYED1");
    assertThat(api.asked()).as("asks within Retry-After").hasSize(2);
    clock.advance(Duration.ofSeconds(1));
    provider.resolveCredentials();

    assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAPLAYED3");
    assertThat(pauses).as("nobody waited").isEmpty();
  }

  @Test
  void a_refused_renewal_is_seen_only_when_the_old_ones_end() {
    provider.resolveCredentials();
    clock.advance(PAST_REFRESH);
    api.next(problem(403, "caller-revoked"), problem(403, "caller-revoked"));
    assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAPLAYED1");

    clock.advance(LIFE);

    assertThatExceptionOfType(BucketpassException.class)
        .isThrownBy(provider::resolveCredentials)
        .matches(e -> e.code().equals("caller-revoked"));
  }

  @Test
  void never_gives_out_what_has_ended() {
    provider.resolveCredentials();
    clock.advance(LIFE.minusSeconds(59));

    assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAPLAYED2");
  }

  @Test
  void waits_out_a_fault_that_passes_when_it_has_nothing_to_give() {
    api.next(
        problem(500, "internal"),
        throttled(3),
        new StubApi.Scripted(200, Map.of(), "<html>Welcome to the hotel's network</html>"));

    assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAPLAYED4");
    assertThat(pauses).hasSize(3).contains(Duration.ofSeconds(3));
  }

  @Test
  void gives_up_when_patience_ends_and_says_what_it_was() {
    for (int i = 0; i < 20; i++) {
      api.next(problem(503, "sts-unavailable"));
    }

    assertThatExceptionOfType(BucketpassException.class)
        .isThrownBy(provider::resolveCredentials)
        .withMessageContaining("[sts-unavailable]")
        .matches(e -> e.status() == 503 && e.retryable());
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(CredentialsRefresher.PATIENCE);
  }

  @Test
  void a_refusal_carries_its_code_and_is_neither_retried_nor_kept() {
    api.next(problem(403, "prefix-outside"));

    assertThatExceptionOfType(BucketpassException.class)
        .isThrownBy(provider::resolveCredentials)
        .withMessage("Because. [prefix-outside]")
        .matches(e -> e.code().equals("prefix-outside") && e.status() == 403 && !e.retryable());
    assertThat(pauses).isEmpty();
    assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAPLAYED2");
  }

  @Test
  void an_ended_token_is_renewed_once() {
    api.next(new StubApi.Scripted(401, Map.of(), "{\"message\":\"Unauthorized\"}"));
    try (var signedIn = provider(new TwoTokens())) {
      signedIn.resolveCredentials();
    }

    assertThat(api.asked())
        .containsExactly("/credentials Bearer ended", "/credentials Bearer renewed");
  }

  @Test
  void a_renewed_token_that_is_refused_too_ends_the_ask() {
    var unauthorized = new StubApi.Scripted(401, Map.of(), "{\"message\":\"Unauthorized\"}");
    api.next(unauthorized, unauthorized);
    try (var signedOut = provider(new TwoTokens())) {
      assertThatExceptionOfType(BucketpassException.class)
          .isThrownBy(signedOut::resolveCredentials)
          .matches(e -> e.code().equals("http-401"));
    }

    assertThat(api.asked()).hasSize(2);
  }

  private static final class TwoTokens implements TokenProvider {
    @Override
    public String current() {
      return "ended";
    }

    @Override
    public String renewed() {
      return "renewed";
    }
  }

  @Test
  void a_redirect_takes_the_token_nowhere() throws IOException {
    try (StubApi elsewhere = new StubApi(clock, LIFE)) {
      for (int i = 0; i < 20; i++) {
        String target = elsewhere.uri() + "/credentials";
        api.next(new StubApi.Scripted(302, Map.of("Location", target), ""));
      }

      assertThatExceptionOfType(BucketpassException.class)
          .isThrownBy(provider::resolveCredentials)
          .matches(e -> e.code().equals("http-302"));
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b\r\nX-Other: 1", "Bearer a.b.c", "a.b.ü"})
  void a_token_that_is_no_jwt_is_neither_sent_nor_shown(String odd) {
    try (var broken = provider(() -> odd)) {
      assertThatExceptionOfType(BucketpassException.class)
          .isThrownBy(broken::resolveCredentials)
          .withMessage("The sign-in gave no token that is a JWT [no-token]");
    }

    assertThat(api.asked()).isEmpty();
  }

  @Test
  void a_sign_in_that_has_ended_is_told_apart_from_one_without_a_network() {
    try (var ended =
            provider(
                () -> {
                  throw new IllegalStateException("signed out");
                });
        var offline =
            provider(
                () -> {
                  throw new IOException("no route");
                })) {
      assertThatExceptionOfType(BucketpassException.class)
          .isThrownBy(ended::resolveCredentials)
          .matches(e -> e.code().equals(BucketpassException.NO_TOKEN) && !e.retryable())
          .withRootCauseInstanceOf(IllegalStateException.class);
      assertThatExceptionOfType(BucketpassException.class)
          .isThrownBy(offline::resolveCredentials)
          .matches(e -> e.code().equals(BucketpassException.UNREACHABLE) && e.retryable());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost@api.example.com",
        "https://user:password@api.example.com",
        "ftp://localhost",
        "https:api",
        "https://api.example.com/?x=",
        "https://api.example.com/#x"
      })
  void a_token_never_travels_in_the_clear(String api) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketpassCredentialsProvider.builder(URI.create(api), () -> "t"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-7_200, 7_200})
  void a_clock_that_is_hours_off_does_not_matter(long secondsAhead) {
    Duration ahead = Duration.ofSeconds(secondsAhead);
    DeviceClock phone = new DeviceClock();
    phone.advance(ahead);
    try (var skewed = builder(() -> "t").clock(phone).http(datedBy(Duration.ZERO)).build()) {
      skewed.resolveCredentials();
      phone.advance(LIFE.dividedBy(2).minusSeconds(1));
      skewed.resolveCredentials();
      assertThat(api.asked()).hasSize(1);

      phone.advance(Duration.ofSeconds(1));
      skewed.resolveCredentials();
      assertThat(api.asked()).hasSize(2);
    }
  }

  @Test
  void what_arrives_due_already_is_not_fetched_again_at_each_ask() {
    String old = api.credentials(1);
    clock.advance(PAST_REFRESH);
    api.next(new StubApi.Scripted(200, Map.of(), old));
    for (int i = 0; i < 100; i++) {
      provider.resolveCredentials();
    }

    assertThat(api.asked()).hasSize(1);
  }

  @Test
  void secrets_and_tokens_are_in_no_text() {
    BucketpassCredentials vended = provider.vended();

    assertThat(List.of(vended, vended.credentials(), provider).toString())
        .contains("ASIAPLAYED1")
        .doesNotContain("secret-1", "session-1", "a.token.here");
  }

  @Test
  void a_half_answer_is_not_quoted() {
    for (int i = 0; i < 20; i++) {
      api.next(new StubApi.Scripted(200, Map.of(), "{\"SecretAccessKey\":\"secret-1\" oops"));
    }

    assertThatExceptionOfType(BucketpassException.class)
        .isThrownBy(provider::resolveCredentials)
        .satisfies(e -> assertThat(e + " " + e.getCause()).doesNotContain("secret-1"));
  }

  /** Jackson's message quotes an unquoted value in full: "Unrecognized token 'the-secret'". */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SecretIsHere",
        "{\"SecretAccessKey\": SecretIsHere}",
        "{\"a\":1,\"SecretIsHere\":2,\"SecretIsHere\":3}",
        "{\"a\":1} SecretIsHere",
        "{\"a\":\"SecretIsHere",
        "[\"SecretIsHere\"]",
      })
  void unreadable_response_is_in_no_text_of_the_error(String body) {
    respondAlways(body);

    assertThatExceptionOfType(BucketpassException.class)
        .isThrownBy(provider::resolveCredentials)
        .withMessageContaining("the response ")
        .satisfies(e -> assertThat(traceOf(e)).doesNotContain("SecretIsHere"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ASIAPLAYED1   | ASIA\\ncredential_process = touch pwned",
        "secret-1      | secret\\r",
        "session-1     | session\\u0000",
        "session-1     | session'; touch pwned",
        "us-east-1     | us-east-1.evil.example/",
        "us-east-1     | US-EAST-1",
        "played-bucket | b*",
        "played-bucket | ${aws:username}",
        "played-bucket | a..b",
        "alice/        | alice/*",
        "alice/        | alice/../",
        "alice/        | alice",
        "read-write    | Read Write",
        "123456789012  | 12345678901",
      })
  void value_outside_its_alphabet_is_refused(String good, String hostile) {
    respondAlways(api.credentials(1).replace(good, hostile));

    assertThatExceptionOfType(BucketpassException.class)
        .isThrownBy(provider::resolveCredentials)
        .withMessageContaining("is not what AWS issues")
        .matches(e -> !e.retryable())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(hostile));
  }

  private void respondAlways(String body) {
    for (int i = 0; i < 20; i++) {
      api.next(new StubApi.Scripted(200, Map.of(), body));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret\r",
        "secret\n",
        "\nsecret",
        "sec\0ret",
        "s\u00e9cret",
        "a secret",
        "\"secret\"",
        "secret\u2028",
        "secret=x",
        ""
      })
  void token_that_cannot_be_sent_is_refused_unquoted(String token) {
    try (var caller = provider(() -> token)) {
      assertThatExceptionOfType(BucketpassException.class)
          .isThrownBy(caller::resolveCredentials)
          .matches(e -> e.code().equals(BucketpassException.NO_TOKEN) && !e.retryable())
          .satisfies(e -> assertThat(traceOf(e)).doesNotContain("secret", "sec\0", "cret\""));
    }
    assertThat(api.asked()).isEmpty();
  }

  private static String traceOf(Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }

  @Test
  void gives_nothing_once_closed() {
    provider.resolveCredentials();
    provider.close();

    assertThatIllegalStateException().isThrownBy(provider::resolveCredentials);
  }
}
