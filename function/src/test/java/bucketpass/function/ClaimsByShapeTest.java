package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code claims-by-shape.json}: each claim in each shape of event. */
class ClaimsByShapeTest {

  private static StubSts sts;
  private static TestTokens issuer;

  @BeforeAll
  static void start() {
    sts = new StubSts(Clock.systemUTC());
    issuer = new TestTokens(Map.of("k1", EventShape.KEY));
  }

  @AfterAll
  static void stop() {
    sts.close();
    issuer.close();
  }

  static Stream<ShapeCase> cases() throws IOException {
    return ShapeCase.read("claims-by-shape.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void each_claim_is_read_or_refused(ShapeCase one) {
    Map<String, String> environment = TestFunction.environment(sts);
    environment.put("BUCKETPASS_KEY_SET_URL", issuer.address().toString());
    one.row().text("template").ifPresent(it -> environment.put("BUCKETPASS_PREFIX_TEMPLATE", it));
    one.row().text("trusted").ifPresent(it -> environment.put("BUCKETPASS_TRUSTED_CLAIMS", it));
    TestFunction function = new TestFunction(environment, Clock.systemUTC());
    Map<String, Object> claims = one.shape().claims(one.row().object("claims").members());

    JsonObject reply = function.call(one.shape().event("/whoami", claims)).json();

    String code = one.row().text("code").orElse("");
    assertThat(reply.text("code").orElse("")).isIn(code, verifiersCode(one, code));
    if (code.isEmpty()) {
      if (one.row().has("groups")) {
        assertThat(reply.get("Groups")).isEqualTo(one.row().get("groups"));
        assertThat(reply.get("Accesses")).isEqualTo(one.row().get("accesses"));
      }
      one.row().text("prefix").ifPresent(it -> assertThat(reply.text("Prefix")).contains(it));
    } else {
      String named = one.row().text("names").orElseThrow();
      assertThat(reply.text("detail").orElse("")).contains(named);
    }
  }

  /** The verifier's own code for groups that are no list. */
  private static String verifiersCode(ShapeCase one, String code) {
    boolean groups = one.row().object("claims").has("cognito:groups");
    return one.shape() == EventShape.TOKEN && groups && !code.isEmpty() ? "InvalidToken" : code;
  }
}
