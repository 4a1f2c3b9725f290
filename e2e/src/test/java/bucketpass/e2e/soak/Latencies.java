package bucketpass.e2e.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long each kind of call took; of one size, however many there are. */
final class Latencies {

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);
  private static final int DIGITS = 3;

  private final Map<String, Histogram> micros = new ConcurrentSkipListMap<>();

  <T> T of(String call, Supplier<T> made) {
    long begin = System.nanoTime();
    T result = made.get();
    long took = (System.nanoTime() - begin) / 1_000;
    micros
        .computeIfAbsent(call, name -> new ConcurrentHistogram(LONGEST_MICROS, DIGITS))
        .recordValue(Math.min(took, LONGEST_MICROS));
    return result;
  }

  long count(String call) {
    return micros.containsKey(call) ? micros.get(call).getTotalCount() : 0;
  }

  /** A line for each kind of call, with its spread in milliseconds. */
  String spread() {
    StringBuilder lines = new StringBuilder();
    micros.forEach(
        (call, taken) ->
            lines.append(
                "  %-22s %7d calls   p50 %7.1f   p95 %7.1f   p99 %7.1f   max %7.1f ms%n"
                    .formatted(
                        call,
                        taken.getTotalCount(),
                        taken.getValueAtPercentile(50) / 1_000.0,
                        taken.getValueAtPercentile(95) / 1_000.0,
                        taken.getValueAtPercentile(99) / 1_000.0,
                        taken.getMaxValue() / 1_000.0)));
    return lines.toString();
  }
}
