package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StsCallsTest {

  private static final int CALLERS = 10;
  private static final int ASKS = 1_000;

  @Test
  void a_caller_who_asks_a_hundred_times_makes_one_call() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      TestFunction function = new TestFunction(sts, Clock.systemUTC());
      List<Future<JsonObject>> vends = new ArrayList<>();
      for (int i = 0; i < ASKS; i++) {
        String caller = "caller-" + i % CALLERS;
        vends.add(threads.submit(() -> vend(function, caller)));
      }
      Set<Object> keys = new HashSet<>();
      for (int i = 0; i < ASKS; i++) {
        Map<String, Object> vend = vends.get(i).get().members();
        assertThat(vend).containsEntry("Prefix", "caller-" + i % CALLERS + "/");
        keys.add(List.of(vend.get("Prefix"), vend.get("AccessKeyId")));
      }

      System.out.printf(
          "STS calls for %,d asks of %d callers: %d%n", ASKS, CALLERS, sts.calls().size());
      assertThat(sts.calls()).hasSize(CALLERS);
      assertThat(keys).as("callers and their keys").hasSize(CALLERS);
    } finally {
      threads.shutdownNow();
    }
  }

  private static JsonObject vend(TestFunction function, String caller) {
    return function.call(TestEvents.vend(TestEvents.claims(Map.of("sub", caller)))).json();
  }
}
