package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code hostile.jsonl}: each line is refused with its code, and none reaches STS. */
class HostileInputTest {

  /** In a case, {@code {{a x 300}}} stands for 300 letters {@code a}. */
  private static final Pattern REPEAT = Pattern.compile("\\{\\{(.) x (\\d+)}}");

  private static StubSts sts;
  private static TestFunction function;

  @BeforeAll
  static void start() {
    sts = new StubSts(Clock.systemUTC());
    function = new TestFunction(sts, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    sts.close();
  }

  record Case(String shows, JsonObject data) {
    @Override
    public String toString() {
      return shows;
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream lines = HostileInputTest.class.getResourceAsStream("hostile.jsonl")) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(HostileInputTest::read)
          .map(data -> new Case(data.text("shows").orElseThrow(), data));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void is_refused_with_its_code_and_never_reaches_sts(Case hostile) {
    JsonObject data = hostile.data();
    String[] route = data.text("route").orElse("GET /credentials").split(" ", 2);

    TestFunction.Reply reply =
        function.call(
            TestEvents.event(
                route[0],
                route[1],
                data.object("query").members(),
                TestEvents.claims(nullsForRemovals(data.object("claims"))),
                data.text("contentType").orElse(null),
                data.text("body").orElse(null)));

    assertThat(reply.code()).isEqualTo(data.text("code").orElseThrow());
    assertThat(reply.status()).isEqualTo(Math.toIntExact((Long) data.members().get("status")));
    assertThat(reply.headers().text("Content-Type")).contains("application/problem+json");
    assertThat(sts.calls()).isEmpty();
  }

  /**
   * The reader leaves a {@code null} out, so a case says "removed" where a claim is to be missing.
   */
  private static Map<String, Object> nullsForRemovals(JsonObject claims) {
    Map<String, Object> changes = new HashMap<>(claims.members());
    changes.replaceAll((name, value) -> "(removed)".equals(value) ? null : value);
    return changes;
  }

  private static JsonObject read(String line) {
    try {
      return expand(Json.read(line));
    } catch (IOException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static JsonObject expand(JsonObject object) {
    Map<String, Object> expanded = new LinkedHashMap<>(object.members());
    expanded.replaceAll(
        (name, value) ->
            value instanceof JsonObject inner
                ? expand(inner)
                : value instanceof String text
                    ? REPEAT
                        .matcher(text)
                        .replaceAll(
                            match -> match.group(1).repeat(Integer.parseInt(match.group(2))))
                    : value);
    return new JsonObject(expanded);
  }
}
