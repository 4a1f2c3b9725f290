package bucketpass.function.sts;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Problem;
import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.function.StubSts;
import bucketpass.function.TestTokens;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsHttpClientTest {

  private static final AssumeRoleParameters REQUEST =
      new AssumeRoleParameters(
          "arn:aws:iam::123456789012:role/vended", "alice", "{}", "alice/", "read-only", 900);
  private static final Map<String, String> KEYS =
      Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "the-own-secret");

  private final StubSts stub = new StubSts(Clock.systemUTC());

  @AfterEach
  void stop() {
    stub.close();
  }

  private Result<StsCredentials> call(Map<String, String> environment) {
    return new StsHttpClient(
            stub.uri(),
            "us-east-1",
            environment::get,
            Clock.systemUTC(),
            new UrlConnectionStsTransport())
        .assumeRole(REQUEST, Duration.ofSeconds(5));
  }

  private Problem refusalOf(StubSts.Fault... faults) {
    stub.willAnswer(faults);
    return ((Result.Refused<StsCredentials>) call(KEYS)).refusal();
  }

  @Test
  void tries_again_while_sts_throttles_in_either_spelling() {
    stub.willAnswer(
        StubSts.error(400, "Throttling", "Rate exceeded"),
        StubSts.error(400, "ThrottlingException", "Rate exceeded"));

    assertThat(call(KEYS).map(StsCredentials::accessKeyId))
        .isEqualTo(Result.ok("ASIA0000000000000003"));
  }

  @ParameterizedTest
  @CsvSource({"400,RequestLimitExceeded", "429,TooManyRequestsException", "503,SlowDown"})
  void busy_sts_is_tried_again_and_then_busy(int status, String code) {
    StubSts.Fault busy = StubSts.error(status, code, "Rate exceeded");
    stub.willAnswer(busy, busy);
    assertThat(call(KEYS)).isInstanceOf(Result.Ok.class);

    assertThat(refusalOf(busy, busy, busy).reason()).isEqualTo(ErrorCode.STS_THROTTLED);
    assertThat(stub.calls()).hasSize(6);
  }

  @Test
  void connection_that_is_reset_within_a_response_is_tried_again() {
    AtomicInteger posts = new AtomicInteger();
    StsTransport resetting =
        (endpoint, headers, body, timeout) -> {
          if (posts.incrementAndGet() < 3) {
            throw new SocketException("Connection reset");
          }
          return new UrlConnectionStsTransport().post(endpoint, headers, body, timeout);
        };

    assertThat(
            new StsHttpClient(stub.uri(), "us-east-1", KEYS::get, Clock.systemUTC(), resetting)
                .assumeRole(REQUEST, Duration.ofSeconds(5)))
        .isInstanceOf(Result.Ok.class);
    assertThat(posts).hasValue(3);
  }

  @Test
  void nothing_is_tried_again_when_no_time_is_left() {
    StubSts.Fault busy = StubSts.error(400, "RequestLimitExceeded", "Rate exceeded");
    stub.willAnswer(busy, busy, busy);

    new StsHttpClient(
            stub.uri(), "us-east-1", KEYS::get, Clock.systemUTC(), new UrlConnectionStsTransport())
        .assumeRole(REQUEST, Duration.ofMillis(40));

    assertThat(stub.calls()).hasSizeLessThan(2);
  }

  @Test
  void waits_between_half_a_pause_and_a_whole_one_and_twice_as_long_the_second_time() {
    for (int attempt = 1; attempt <= 2; attempt++) {
      int n = attempt;
      LongSummaryStatistics pauses =
          LongStream.generate(() -> StsHttpClient.pauseMillis(n)).limit(20_000).summaryStatistics();
      assertThat(pauses.getMin()).isEqualTo(50L * attempt);
      assertThat(pauses.getMax()).isEqualTo(100L * attempt);
    }
  }

  @Test
  void counts_what_is_left_in_milliseconds() {
    assertThat(StsHttpClient.millisUntil(System.nanoTime() + 3_600_000_000_000L))
        .isBetween(1_800_000L, 3_600_000L);
  }

  @Test
  void who_is_interrupted_between_two_tries_has_what_the_first_came_to() {
    stub.willAnswer(StubSts.error(400, "Throttling", "Rate exceeded"));
    Thread.currentThread().interrupt();

    assertThat(call(KEYS)).isInstanceOf(Result.Refused.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stub.calls()).hasSize(1);
  }

  @Test
  void goes_nowhere_else_when_it_is_sent_there() {
    try (TestTokens elsewhere = new TestTokens("{}")) {
      StubSts.Fault redirect =
          exchange -> {
            exchange.getResponseHeaders().set("Location", elsewhere.address().toString());
            StubSts.send(exchange, 302, "");
          };
      refusalOf(redirect, redirect, redirect);

      assertThat(elsewhere.fetches()).isZero();
    }
  }

  @Test
  void gives_up_after_three_times() {
    StubSts.Fault throttling = StubSts.error(400, "Throttling", "Rate exceeded");

    assertThat(refusalOf(throttling, throttling, throttling).reason().code())
        .isEqualTo("StsThrottled");
    assertThat(stub.calls()).hasSize(3);
  }

  @Test
  void a_denial_is_a_fault_of_the_deployment_and_tells_the_caller_nothing_of_it() {
    Problem refusal =
        refusalOf(
            StubSts.error(
                403,
                "AccessDenied",
                "User: arn:aws:sts::123456789012:assumed-role/f/x is not authorized to perform:"
                    + " sts:AssumeRole on resource: arn:aws:iam::123456789012:role/vended"));

    assertThat(refusal.reason().code()).isEqualTo("StsDenied");
    assertThat(refusal.detail()).doesNotContain("arn:");
    assertThat(refusal.note()).contains("403 AccessDenied", "not authorized");
    assertThat(stub.calls()).hasSize(1);
  }

  @Test
  void a_denial_by_name_says_that_the_callers_access_was_taken_back() {
    assertThat(
            refusalOf(
                    StubSts.error(
                        403, "AccessDenied", "… with an explicit deny in a resource-based policy"))
                .reason()
                .code())
        .isEqualTo("CallerRevoked");
  }

  @Test
  void what_cannot_be_packed_is_the_callers_to_shorten() {
    assertThat(refusalOf(StubSts.error(400, "PackedPolicyTooLarge", "150%")).reason().code())
        .isEqualTo("PolicyTooLarge");
  }

  @Test
  void half_an_answer_is_no_credentials() {
    assertThat(
            refusalOf(
                    exchange -> {
                      String whole = stub.credentials(stub.calls().get(0).form());
                      StubSts.send(
                          exchange, 200, whole.substring(0, whole.indexOf("<SessionToken>") + 20));
                    })
                .reason()
                .code())
        .isEqualTo("StsFailed");
  }

  @Test
  void an_answer_without_a_session_token_is_no_credentials() {
    assertThat(
            refusalOf(
                    exchange ->
                        StubSts.send(
                            exchange,
                            200,
                            stub.credentials(stub.calls().get(0).form())
                                .replaceAll("<SessionToken>.*</SessionToken>", "")))
                .note())
        .contains("no SessionToken");
  }

  @Test
  void an_answer_with_an_entity_declaration_is_not_read() {
    assertThat(
            refusalOf(
                    exchange ->
                        StubSts.send(
                            exchange,
                            200,
                            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                                + stub.credentials(stub.calls().get(0).form())
                                    .replace("<SessionToken>", "<SessionToken>&e;")))
                .reason()
                .code())
        .isEqualTo("StsFailed");
  }

  @Test
  void nothing_listens_is_away() {
    stub.close();

    assertThat(((Result.Refused<StsCredentials>) call(KEYS)).refusal().reason().code())
        .isEqualTo("StsUnavailable");
  }

  @Test
  void without_keys_nothing_is_sent() {
    assertThat(((Result.Refused<StsCredentials>) call(Map.of())).refusal().note())
        .contains("neither keys nor a container endpoint");
    assertThat(stub.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void under_snapstart_the_keys_come_from_the_container_endpoint(
      boolean tokenInFile, @TempDir Path folder) throws Exception {
    String keys =
        """
        {"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"s","Token":"t",
         "Expiration":"2100-01-01T00:00:00Z"}""";
    Path file = Files.writeString(folder.resolve("token"), "let-me-in\n");
    Map<String, String> token =
        tokenInFile
            ? Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString())
            : Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let-me-in");

    callWithContainer(keys, token);

    assertThat(stub.calls().get(0).headers().get("Authorization").get(0))
        .contains("Credential=ASIACONTAINER/");
    assertThat(stub.calls().get(0).headers().get("X-amz-security-token")).containsExactly("t");
  }

  @Test
  void a_container_that_gives_half_its_keys_is_named() throws Exception {
    Result<StsCredentials> outcome =
        callWithContainer(
            "{\"AccessKeyId\":\"ASIACONTAINER\"}",
            Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let-me-in"));

    assertThat(((Result.Refused<StsCredentials>) outcome).refusal().note())
        .contains("the container endpoint gave no SecretAccessKey");
    assertThat(stub.calls()).isEmpty();
  }

  private Result<StsCredentials> callWithContainer(String keys, Map<String, String> token)
      throws IOException {
    HttpServer container =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    container.createContext(
        "/keys",
        exchange -> {
          boolean known =
              "let-me-in".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = keys.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    container.start();
    try {
      Map<String, String> environment = new HashMap<>(token);
      environment.put(
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "http://127.0.0.1:" + container.getAddress().getPort() + "/keys");
      return call(environment);
    } finally {
      container.stop(0);
    }
  }

  @Test
  void secrets_are_in_no_text_of_an_object() {
    Result<StsCredentials> outcome = call(KEYS);

    assertThat(outcome.toString()).contains("ASIA").doesNotContain("secret+of", "token+of");
  }
}
