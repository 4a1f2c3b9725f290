package bucketpass.function.fuzz;

import bucketpass.function.TestEvents;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Any bytes as the body of Alice's {@code POST /credentials}. */
class BodyFuzzTest {

  private static FuzzedFunction function;

  @BeforeAll
  static void start() {
    function = new FuzzedFunction(BodyFuzzTest.class);
  }

  @AfterAll
  static void stop() {
    function.close();
  }

  @DictionaryEntries({
    "\"access\"",
    "\"prefix\"",
    "\"duration\"",
    "\"dryRun\"",
    "\"read-only\"",
    "\"alice/",
    "1h",
    "true"
  })
  @FuzzTest
  void is_answered_or_refused(byte[] body) {
    function.call(TestEvents.post(new String(body, StandardCharsets.UTF_8)), "alice/");
  }
}
