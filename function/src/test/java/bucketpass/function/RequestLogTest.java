package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestLogTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

  private final StubSts sts = new StubSts(NOW);
  private final TestFunction function = new TestFunction(sts, NOW);

  @AfterEach
  void stop() {
    sts.close();
  }

  private JsonObject lineOf(Map<String, Object> query) throws IOException {
    function.call(TestEvents.get("/credentials", query));
    return Json.read(function.log().get(function.log().size() - 1));
  }

  private static List<?> dimensions(JsonObject line) {
    List<?> directives = (List<?>) line.object("_aws").members().get("CloudWatchMetrics");
    return (List<?>) ((JsonObject) directives.get(0)).members().get("Dimensions");
  }

  @Test
  void a_vend_is_one_line_from_which_cloudtrail_can_be_joined() throws IOException {
    JsonObject line = lineOf(Map.of("access", "read-only", "duration", "15m"));

    assertThat(line.members())
        .containsEntry("timestamp", "2026-11-24T03:00:00Z")
        .containsEntry("level", "INFO")
        .containsEntry("event", "credentials.vended")
        .containsEntry("caller", "alice")
        .containsEntry("prefix", "alice/")
        .containsEntry("access", "read-only")
        .containsEntry("seconds", 900L)
        .containsEntry("sessionName", "alice")
        .containsEntry("accessKeyId", "ASIA0000000000000001")
        .containsEntry("packedPolicySize", 42L)
        .containsEntry("status", 200L)
        .containsEntry("cold", true)
        .containsEntry("vends", 1L)
        .containsEntry("cacheHits", 0L)
        .containsKeys("millis", "stsMillis", "requestId");
    assertThat(dimensions(line)).isEqualTo(List.of(List.of("function")));
  }

  @Test
  void what_is_given_again_counts_as_a_hit_of_the_cache() throws IOException {
    lineOf(Map.of());

    assertThat(lineOf(Map.of()).members())
        .containsEntry("cold", false)
        .containsEntry("cacheHits", 1L)
        .doesNotContainKey("stsMillis");
  }

  @Test
  void a_refusal_is_counted_by_its_code_and_names_the_caller() throws IOException {
    JsonObject line = lineOf(Map.of("prefix", "bob/"));

    assertThat(line.members())
        .containsEntry("level", "WARN")
        .containsEntry("event", "request.refused")
        .containsEntry("code", "PrefixNotAllowed")
        .containsEntry("caller", "alice")
        .containsEntry("refusals", 1L)
        .containsEntry("faults", 0L)
        .doesNotContainKey("vends");
    assertThat(dimensions(line))
        .isEqualTo(List.of(List.of("function"), List.of("function", "code")));
  }

  @Test
  void a_fault_is_an_error_with_what_sts_said() throws IOException {
    sts.willAnswer(StubSts.error(403, "AccessDenied", "not authorized"));

    assertThat(lineOf(Map.of()).members())
        .containsEntry("level", "ERROR")
        .containsEntry("code", "StsDenied")
        .containsEntry("note", "403 AccessDenied: not authorized")
        .containsEntry("sessionName", "alice")
        .containsEntry("faults", 1L)
        .containsKey("stsMillis")
        .doesNotContainKeys("vends", "accessKeyId");
  }
}
