package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log never quotes what a parser or the JDK says of a text that it did not understand. */
class NotesTest {

  private static final String SECRET = "hunter2secret";

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private HttpServer container;

  @AfterEach
  void stop() {
    sts.close();
    if (container != null) {
      container.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\": hunter2secret}",
        "hunter2secret",
        "{\"hunter2secret\":1,\"hunter2secret\":2}",
        "{\"a\":\"hunter2secret",
        "{\"a\":99999999999999999999hunter2secret}",
        "{\"a\":\"hunter2secret\\q\"}",
        "{} hunter2secret"
      })
  void text_of_an_event_that_is_not_json_is_not_logged(String event) {
    TestFunction function = new TestFunction(sts, Clock.systemUTC());

    TestFunction.Reply reply = function.call(event);

    assertThat(reply.code()).isEqualTo("InvalidEvent");
    assertThat(reply.body() + function.log()).doesNotContain(SECRET);
  }

  @Test
  void place_of_a_flaw_is_logged() {
    TestFunction function = new TestFunction(sts, Clock.systemUTC());

    function.call("{\n  \"token\": hunter2secret}");
    function.call(TestEvents.post("{\"access\": hunter2secret}"));

    assertThat(function.log().get(0)).contains("not JSON: JsonParseException at line 2, column ");
    assertThat(function.log().get(1)).contains("not JSON: JsonParseException at line 1, column ");
    assertThat(function.log().toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":hunter2secret}",
        "hunter2secret",
        "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"hunter2secret",
        "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s\",\"Expiration\":\"hunter2secret\"}",
        "{\"AccessKeyId\":\"A\",\"hunter2secret\":1,\"hunter2secret\":1}"
      })
  void text_of_the_container_endpoint_is_not_logged(String answer) throws IOException {
    TestFunction function = behindContainer(answer, "container-token");

    TestFunction.Reply reply = function.call(TestEvents.get("/credentials", Map.of()));

    assertThat(reply.status()).isGreaterThanOrEqualTo(500);
    assertThat(reply.body() + function.log()).doesNotContain(SECRET);
  }

  @Test
  void container_token_that_cannot_be_sent_is_not_logged() throws IOException {
    TestFunction function = behindContainer("{}", SECRET + "\r\nX: y");

    TestFunction.Reply reply = function.call(TestEvents.get("/credentials", Map.of()));

    assertThat(reply.code()).isEqualTo("StsUnavailable");
    assertThat(reply.body() + function.log()).contains("control character").doesNotContain(SECRET);
  }

  private TestFunction behindContainer(String answer, String token) throws IOException {
    container = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    container.createContext(
        "/",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    container.start();
    Map<String, String> environment = TestFunction.environment(sts);
    environment.remove("AWS_ACCESS_KEY_ID");
    environment.remove("AWS_SECRET_ACCESS_KEY");
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", token);
    environment.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://127.0.0.1:" + container.getAddress().getPort() + "/");
    return new TestFunction(environment, Clock.systemUTC());
  }
}
