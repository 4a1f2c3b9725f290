package bucketpass.function.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import bucketpass.function.MovingClock;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class FunctionCredentialsTest {

  private static final String TOKEN = "let-me-in";

  private final MovingClock clock = new MovingClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private final Map<String, String> environment = new HashMap<>();
  private final FunctionCredentials credentials = new FunctionCredentials(environment::get, clock);
  private HttpServer container;
  private volatile int status = 200;
  private volatile String body;

  @BeforeEach
  void start() throws IOException {
    container = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    container.createContext("/", this::answer);
    container.start();
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address("127.0.0.1"));
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", TOKEN);
    body = response(in(Duration.ofHours(1)));
  }

  @AfterEach
  void stop() {
    container.stop(0);
  }

  private String address(String host) {
    return "http://" + host + ":" + container.getAddress().getPort() + "/keys";
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (status == 302) {
      exchange.getResponseHeaders().set("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(known ? status : 401, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Instant in(Duration duration) {
    return clock.instant().plus(duration);
  }

  private String response(Object expiration) {
    return """
        {"AccessKeyId":"ASIA%d","SecretAccessKey":"s3cr3t","Token":"t0ken","Expiration":"%s"}"""
        .formatted(fetches.get() + 1, expiration);
  }

  private String id() throws IOException {
    return credentials.get().accessKeyId();
  }

  private void fail() {
    body = "{}";
    status = 500;
  }

  private void recover() {
    body = response(in(Duration.ofHours(1)));
    status = 200;
  }

  @Test
  void environment_comes_first() throws IOException {
    environment.put("AWS_ACCESS_KEY_ID", "AKIA");
    environment.put("AWS_SECRET_ACCESS_KEY", "s");
    assertThat(credentials.get()).isEqualTo(AwsCredentialsIdentity.create("AKIA", "s"));

    environment.put("AWS_SESSION_TOKEN", "t");
    assertThat(credentials.get()).isEqualTo(AwsSessionCredentialsIdentity.create("AKIA", "s", "t"));
    assertThat(fetches).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
  void half_of_an_access_key_is_refused(String name) {
    environment.put(name, "h4lf");

    assertThatIOException()
        .isThrownBy(credentials::get)
        .withMessageContaining("half of an access key")
        .withMessageNotContaining("h4lf");
  }

  @Test
  void container_is_asked_again_five_minutes_before_the_end() throws IOException {
    assertThat(credentials.get())
        .isEqualTo(AwsSessionCredentialsIdentity.create("ASIA1", "s3cr3t", "t0ken"));
    clock.advance(Duration.ofMinutes(55).minusMillis(1));
    recover();
    assertThat(id()).isEqualTo("ASIA1");

    clock.advance(Duration.ofMillis(1));

    assertThat(id()).isEqualTo("ASIA2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void valid_credentials_are_kept_while_a_refresh_fails() throws IOException {
    assertThat(id()).isEqualTo("ASIA1");
    clock.advance(Duration.ofMinutes(56));
    fail();

    assertThat(id()).isEqualTo("ASIA1");
    clock.advance(Duration.ofMinutes(3));
    assertThat(id()).isEqualTo("ASIA1");
    assertThat(fetches).hasValue(3);
  }

  @Test
  void failed_refresh_is_not_repeated_for_five_seconds() throws IOException {
    assertThat(id()).isEqualTo("ASIA1");
    clock.advance(Duration.ofMinutes(56));
    fail();
    assertThat(id()).isEqualTo("ASIA1");
    recover();

    clock.advance(Duration.ofSeconds(5).minusMillis(1));
    assertThat(id()).isEqualTo("ASIA1");
    assertThat(fetches).hasValue(2);

    clock.advance(Duration.ofMillis(1));
    assertThat(id()).isEqualTo("ASIA3");
  }

  @Test
  void expired_credentials_are_never_used() throws IOException {
    assertThat(id()).isEqualTo("ASIA1");
    clock.advance(Duration.ofHours(1).minusSeconds(2));
    fail();
    assertThat(id()).isEqualTo("ASIA1");

    clock.advance(Duration.ofSeconds(2));
    assertThatIOException().isThrownBy(credentials::get).withMessageContaining("status 500");

    recover();
    assertThat(id()).as("no pause without credentials").isEqualTo("ASIA4");
  }

  @Test
  void response_that_is_not_understood_changes_nothing() throws IOException {
    assertThat(id()).isEqualTo("ASIA1");
    clock.advance(Duration.ofMinutes(56));
    body = response("soon");

    assertThat(id()).isEqualTo("ASIA1");
    clock.advance(Duration.ofMinutes(1));
    body = response(in(Duration.ofSeconds(-1)));
    assertThat(id()).isEqualTo("ASIA1");
  }

  @ParameterizedTest
  @CsvSource({"+00:00,0", "+02:00,2", "-05:30,-5.5", "Z,0"})
  void expiration_may_have_an_offset(String offset, double hours) throws IOException {
    String local =
        in(Duration.ofHours(1)).plusSeconds((long) (3_600 * hours)).toString().replace("Z", offset);
    body = response(local);
    assertThat(id()).isEqualTo("ASIA1");

    clock.advance(Duration.ofMinutes(54));
    assertThat(id()).isEqualTo("ASIA1");
    clock.advance(Duration.ofMinutes(1));
    recover();
    assertThat(id()).isEqualTo("ASIA2");
  }

  @Test
  void credentials_without_an_expiration_serve_one_request() throws IOException {
    body = "{\"AccessKeyId\":\"ASIA1\",\"SecretAccessKey\":\"s\",\"Token\":\"t\"}";
    assertThat(id()).isEqualTo("ASIA1");
    assertThat(id()).isEqualTo("ASIA1");
    assertThat(fetches).hasValue(2);

    fail();
    assertThatIOException().isThrownBy(credentials::get);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "s3cr3t",
        "{\"SecretAccessKey\":\"s3cr3t",
        "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":s3cr3t}",
        "{\"AccessKeyId\":\"A\",\"AccessKeyId\":\"B\",\"SecretAccessKey\":\"s3cr3t\"}",
        "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s3cr3t\"}s3cr3t",
        "{\"AccessKeyId\":\"A\"}",
        "{\"AccessKeyId\":\"\",\"SecretAccessKey\":\"s3cr3t\"}",
        "{\"AccessKeyId\":1,\"SecretAccessKey\":\"s3cr3t\"}",
        "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s3cr3t\",\"Token\":{}}",
        "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s3cr3t\",\"Expiration\":4102444800}",
        "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s3cr3t\",\"Expiration\":\"2100-01-01\"}",
        "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s3cr3t\",\"Expiration\":\"2000-01-01T00:00:00Z\"}",
      })
  void response_that_is_not_understood_is_refused_and_not_quoted(String response) {
    body = response;

    assertThatIOException()
        .isThrownBy(credentials::get)
        .withMessageContaining("the container endpoint gave")
        .satisfies(
            e -> {
              for (Throwable t = e; t != null; t = t.getCause()) {
                assertThat(t.toString()).doesNotContain("s3cr3t", TOKEN);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 404, 503})
  void any_status_but_200_is_a_failure(int other) {
    status = other;

    assertThatIOException().isThrownBy(credentials::get).withMessageContaining("status " + other);
    assertThat(fetches).as("a redirect is not followed").hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "http://127.0.0.1.example.com/",
        "http://128.0.0.1/",
        "http://169.254.169.254/",
        "http://localhost.example.com/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "127.0.0.1",
        "not an address",
      })
  void token_is_sent_to_no_other_machine_without_tls(String address) {
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);

    assertThatIOException()
        .isThrownBy(credentials::get)
        .withMessageContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  }

  @Test
  void localhost_is_this_machine() throws IOException {
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address("localhost"));

    assertThat(id()).isEqualTo("ASIA1");
  }

  @Test
  void token_with_a_line_break_is_refused_and_not_quoted() {
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", TOKEN + "\r\nX: y");

    assertThatIOException()
        .isThrownBy(credentials::get)
        .withMessageContaining("control character")
        .withMessageNotContaining(TOKEN);
    assertThat(fetches).hasValue(0);
  }

  @Test
  void token_file_that_is_not_there_is_named(@TempDir Path folder) {
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", folder.resolve("none").toString());

    assertThatIOException().isThrownBy(credentials::get).withMessageContaining("none");
  }

  @Test
  void no_text_shows_a_secret() throws IOException {
    assertThat(credentials.get().toString()).contains("ASIA1").doesNotContain("s3cr3t", "t0ken");
  }
}
