package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code event-members.json}: a good event of each shape with members set or removed, and what
 * comes of it: a code, or the access and prefix of the credentials.
 */
class EventMembersTest {

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

  static Stream<ShapeCase> cases() throws IOException {
    return ShapeCase.read("event-members.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void each_member_is_read_or_refused(ShapeCase one) {
    JsonObject event = one.shape().event("/credentials", one.shape().claims(Map.of()));
    for (Map.Entry<String, Object> change : one.row().object("set").members().entrySet()) {
      event = with(event, change.getKey().split("/", -1), 0, change.getValue());
    }

    JsonObject reply = function.call(event).json();

    assertThat(reply.text("code").orElse("")).isEqualTo(one.row().text("code").orElse(""));
    if (one.row().has("access")) {
      assertThat(reply.text("Access")).isEqualTo(one.row().text("access"));
    }
    if (one.row().has("prefix")) {
      assertThat(reply.text("Prefix")).isEqualTo(one.row().text("prefix"));
    }
  }

  /** The object with the member at the path set; {@code (removed)} takes it away. */
  private static JsonObject with(JsonObject object, String[] path, int depth, Object value) {
    Map<String, Object> members = new LinkedHashMap<>(object.members());
    if (depth < path.length - 1) {
      members.put(path[depth], with(object.object(path[depth]), path, depth + 1, value));
    } else if ("(removed)".equals(value)) {
      members.remove(path[depth]);
    } else {
      members.put(path[depth], value);
    }
    return new JsonObject(members);
  }
}
