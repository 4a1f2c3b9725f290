package bucketpass.function.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.Json;
import bucketpass.function.TestEvents;
import bucketpass.function.TestTokens;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any text as the token where the function checks it itself; and any head and payload, a line each,
 * that the issuer has signed.
 */
class TokenFuzzTest {

  private static final KeyPair KEY = TestTokens.rsa(2048);

  private static TestTokens issuer;
  private static FuzzedFunction function;

  @BeforeAll
  static void start() {
    issuer = new TestTokens(Map.of("k1", KEY));
    function =
        new FuzzedFunction(
            TokenFuzzTest.class, Map.of("BUCKETPASS_KEY_SET_URL", issuer.address().toString()));
  }

  @AfterAll
  static void stop() {
    function.close();
    issuer.close();
  }

  @DictionaryEntries({
    "\"alg\"",
    "\"RS256\"",
    "\"kid\"",
    "\"crit\"",
    "\"cognito:groups\"",
    "[null]"
  })
  @FuzzTest
  void is_answered_or_refused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(function.call(TestEvents.withToken(text), "nobody").status()).isEqualTo(401);

    String[] headAndPayload = text.split("\n", 2);
    if (headAndPayload.length == 2) {
      String payload = headAndPayload[1];
      function.call(
          TestEvents.withToken(TestTokens.signed(headAndPayload[0], payload, KEY)),
          prefix(payload));
    }
  }

  private static String prefix(String payload) {
    try {
      return Json.read(payload).text("sub").orElse("nobody") + "/";
    } catch (IOException e) {
      return "nobody";
    }
  }
}
