package bucketpass.function.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.ErrorCode;
import bucketpass.function.StubSts;
import bucketpass.function.TestFunction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The function with an STS of its own, and what holds of its answer whatever it is sent. */
final class FuzzedFunction implements AutoCloseable {

  private static final Map<String, Integer> REFUSALS =
      Arrays.stream(ErrorCode.values())
          .filter(reason -> reason.status() < 500)
          .collect(Collectors.toUnmodifiableMap(ErrorCode::code, ErrorCode::status));

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final TestFunction function;
  private final String target;
  private long runs;

  FuzzedFunction(Class<?> target) {
    this(target, Map.of());
  }

  /**
   * @param settings beyond the usual ones
   */
  FuzzedFunction(Class<?> target, Map<String, String> settings) {
    this.target = target.getSimpleName();
    Map<String, String> environment = TestFunction.environment(sts);
    environment.putAll(settings);
    function = new TestFunction(environment, Clock.systemUTC());
  }

  /**
   * Answers 200, or refuses with a code of ours and without STS; and what STS is asked for is under
   * the caller's own prefix.
   */
  TestFunction.Reply call(byte[] event, String prefix) {
    runs++;
    TestFunction.Reply reply = function.call(event);
    if (reply.status() != 200) {
      assertThat(REFUSALS).containsEntry(reply.code(), reply.status());
      assertThat(sts.calls()).isEmpty();
    }
    for (StubSts.Call call : sts.calls()) {
      assertThat(call.form().get("Tags.member.1.Key")).isEqualTo("prefix");
      assertThat(call.form().get("Tags.member.1.Value")).startsWith(prefix).endsWith("/");
      assertThat(call.form().get("Policy")).contains("/" + prefix);
    }
    sts.calls().clear();
    function.log().clear();
    return reply;
  }

  TestFunction.Reply call(JsonObject event, String prefix) {
    return call(Json.write(event).getBytes(StandardCharsets.UTF_8), prefix);
  }

  @Override
  public void close() {
    // In no log but that of fuzzing, where several targets write at once and only this tells them
    // apart.
    if (System.getenv("JAZZER_FUZZ") != null) {
      System.out.println("fuzzed " + target + ": " + runs + " calls");
    }
    sts.close();
  }
}
