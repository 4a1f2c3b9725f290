package bucketpass.e2e.soak;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** How long each kind of call took. */
final class Latencies {

  private final Map<String, ConcurrentLinkedQueue<Integer>> micros = new ConcurrentHashMap<>();

  <T> T of(String call, Supplier<T> made) {
    long begin = System.nanoTime();
    T result = made.get();
    int took = Math.toIntExact((System.nanoTime() - begin) / 1_000);
    micros.computeIfAbsent(call, name -> new ConcurrentLinkedQueue<>()).add(took);
    return result;
  }

  int count(String call) {
    return micros.getOrDefault(call, new ConcurrentLinkedQueue<>()).size();
  }

  /** A line for each kind of call, with its spread in milliseconds. */
  String spread() {
    StringBuilder lines = new StringBuilder();
    micros.forEach(
        (call, taken) -> {
          int[] sorted = taken.stream().mapToInt(Integer::intValue).sorted().toArray();
          lines.append(
              "  %-22s %7d calls   p50 %7.1f   p95 %7.1f   p99 %7.1f   max %7.1f ms%n"
                  .formatted(
                      call,
                      sorted.length,
                      at(sorted, 0.50),
                      at(sorted, 0.95),
                      at(sorted, 0.99),
                      at(sorted, 1)));
        });
    return lines.toString();
  }

  private static double at(int[] sorted, double part) {
    return Arrays.stream(sorted).skip((long) (part * (sorted.length - 1))).findFirst().orElse(0)
        / 1_000.0;
  }
}
