package bucketpass.function.fuzz;

import bucketpass.function.TestEvents;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Any path and query of a GET of Alice's, as API Gateway hands them on: split and decoded. */
class QueryFuzzTest {

  private static FuzzedFunction function;

  @BeforeAll
  static void start() {
    function = new FuzzedFunction(QueryFuzzTest.class);
  }

  @AfterAll
  static void stop() {
    function.close();
  }

  @DictionaryEntries({
    "/credentials?",
    "/policy?",
    "/whoami",
    "access=",
    "prefix=alice/",
    "duration=",
    "format=",
    "uppy",
    "iceberg",
    "env",
    "ini",
    "js",
    "write-once",
    "read-only",
    "15m",
    "3600"
  })
  @FuzzTest
  void is_answered_or_refused(byte[] bytes) {
    String[] pathAndQuery = new String(bytes, StandardCharsets.UTF_8).split("\\?", 2);
    Map<String, Object> query = new HashMap<>();
    if (pathAndQuery.length == 2) {
      for (String parameter : pathAndQuery[1].split("&", -1)) {
        String[] nameAndValue = parameter.split("=", 2);
        query.put(nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : "");
      }
    }
    function.call(TestEvents.get(pathAndQuery[0], query), "alice/");
  }
}
