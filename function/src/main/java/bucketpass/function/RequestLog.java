package bucketpass.function;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import bucketpass.function.api.LoggedResponse;
import com.amazonaws.services.lambda.runtime.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One line of JSON per request, which is its metrics too, in CloudWatch's embedded format.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
final class RequestLog {

  private static final Map<String, String> UNITS =
      Map.of(
          "answers", "Count",
          "refusals", "Count",
          "faults", "Count",
          "vends", "Count",
          "cacheHits", "Count",
          "millis", "Milliseconds",
          "stsMillis", "Milliseconds",
          "packedPolicySize", "Percent");

  private final Clock clock;
  private final AtomicBoolean cold = new AtomicBoolean(true);

  RequestLog(Clock clock) {
    this.clock = clock;
  }

  void write(LoggedResponse answer, Context context, Duration took) {
    Map<String, Object> line = new LinkedHashMap<>();
    // Under LogFormat JSON, a line without these two counts as INFO whatever it says.
    line.put("timestamp", clock.instant());
    line.put("level", level(answer.reply().status()));
    line.put("event", answer.event());
    line.put("requestId", context.getAwsRequestId());
    line.put("function", context.getFunctionName());
    line.put("status", answer.reply().status());
    line.put("millis", took.toMillis());
    line.put("cold", cold.getAndSet(false));
    line.putAll(answer.facts().members());
    line.putAll(counts(line));
    line.put("_aws", metrics(line));
    byte[] json = Json.bytes(new JsonObject(line));
    byte[] text = Arrays.copyOf(json, json.length + 1);
    text[json.length] = '\n';
    context.getLogger().log(text);
  }

  private static String level(int status) {
    return status >= 500 ? "ERROR" : status >= 400 ? "WARN" : "INFO";
  }

  private static Map<String, Object> counts(Map<String, Object> line) {
    boolean refused = line.containsKey("code");
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put(refused ? "refusals" : "answers", 1);
    counts.put("faults", "ERROR".equals(line.get("level")) ? 1 : 0);
    if (line.containsKey("accessKeyId")) {
      counts.put("vends", 1);
      counts.put("cacheHits", Boolean.TRUE.equals(line.get("reused")) ? 1 : 0);
    }
    return counts;
  }

  /** Which of the line's members are metrics: per function, and refusals also per code. */
  private JsonObject metrics(Map<String, Object> line) {
    List<JsonObject> metrics = new ArrayList<>();
    UNITS.forEach(
        (name, unit) -> {
          if (line.containsKey(name)) {
            metrics.add(JsonObject.of("Name", name, "Unit", unit));
          }
        });
    List<List<String>> dimensions = new ArrayList<>();
    dimensions.add(List.of("function"));
    if (line.containsKey("code")) {
      dimensions.add(List.of("function", "code"));
    }
    JsonObject directive =
        JsonObject.of("Namespace", "Bucketpass", "Dimensions", dimensions, "Metrics", metrics);
    return JsonObject.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive));
  }
}
