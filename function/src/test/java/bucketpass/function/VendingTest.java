package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendingTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

  private final StubSts sts = new StubSts(NOW);
  private final TestFunction function = new TestFunction(sts, NOW);

  @AfterEach
  void stop() {
    sts.close();
  }

  @Test
  void gives_one_body_that_credential_process_and_the_container_endpoint_both_take() {
    JsonObject body = function.call(TestEvents.get("/credentials", Map.of())).json();

    assertThat(body.members())
        .containsExactly(
            Map.entry("Version", 1L),
            Map.entry("AccessKeyId", "ASIA0000000000000001"),
            Map.entry("SecretAccessKey", "secret+of/1"),
            Map.entry("SessionToken", "token+of/1=="),
            Map.entry("Token", "token+of/1=="),
            Map.entry("Expiration", "2026-11-24T04:00:00Z"),
            Map.entry("AccountId", "123456789012"),
            Map.entry("Bucket", "example-bucket"),
            Map.entry("Region", "us-east-1"),
            Map.entry("Prefix", "alice/"),
            Map.entry("Access", "read-write"),
            Map.entry("RefreshAfter", "2026-11-24T03:40:00Z"),
            Map.entry("PackedPolicySize", 42L));
  }

  @ParameterizedTest
  @CsvSource({"15m,900", "900,900", "900s,900", "1h,3600", "60m,3600", "3600,3600", "1800,1800"})
  void asks_sts_for_the_duration_in_seconds(String duration, String seconds) {
    function.call(TestEvents.get("/credentials", Map.of("duration", duration)));

    assertThat(sts.calls().get(0).form()).containsEntry("DurationSeconds", seconds);
  }

  @Test
  void takes_a_duration_in_a_body_as_a_number_too() {
    function.call(TestEvents.post("{\"duration\": 900}"));

    assertThat(sts.calls().get(0).form()).containsEntry("DurationSeconds", "900");
  }

  @Test
  void takes_a_post_without_a_body() {
    assertThat(function.call(TestEvents.post("")).status()).isEqualTo(200);
  }

  @Test
  void a_dry_run_shows_exactly_what_a_vend_sends_and_sends_nothing() throws Exception {
    String ask = "{\"access\":\"write-once\",\"prefix\":\"alice/in/\",\"duration\":\"15m\"%s}";
    JsonObject shown = function.call(TestEvents.post(ask.formatted(",\"dryRun\":true"))).json();
    assertThat(sts.calls()).isEmpty();

    function.call(TestEvents.post(ask.formatted("")));

    Map<String, String> form = sts.calls().get(0).form();
    assertThat(shown.object("Policy")).isEqualTo(Json.read(form.get("Policy")));
    assertThat(shown.get("DurationSeconds")).hasToString(form.get("DurationSeconds"));
    assertThat(shown.text("RoleArn")).contains(form.get("RoleArn"));
    assertThat(shown.text("RoleSessionName")).contains(form.get("RoleSessionName"));
    assertThat(shown.text("SourceIdentity")).contains(form.get("SourceIdentity"));
    assertThat(shown.object("Tags").text("prefix")).contains(form.get("Tags.member.1.Value"));
    assertThat(shown.object("Tags").text("access")).contains(form.get("Tags.member.2.Value"));
  }

  @Test
  void tells_a_caller_who_they_are() {
    JsonObject body =
        function
            .call(
                TestEvents.event(
                    "GET",
                    "/whoami",
                    Map.of(),
                    TestEvents.claims(Map.of("cognito:groups", "[readers uploaders staff]")),
                    null,
                    null))
            .json();

    assertThat(body.members())
        .containsExactly(
            Map.entry("Sub", "alice"),
            Map.entry("Prefix", "alice/"),
            Map.entry("Access", "read-only"),
            Map.entry("Accesses", List.of("read-only", "write-once")),
            Map.entry("Groups", List.of("readers", "staff", "uploaders")),
            Map.entry("Bucket", "example-bucket"),
            Map.entry("Region", "us-east-1"));
  }

  @Test
  void a_token_without_an_authorizer_is_not_even_looked_at_unless_a_key_set_is_configured() {
    JsonObject event =
        JsonObject.of(
            "version",
            "2.0",
            "routeKey",
            "GET /credentials",
            "headers",
            JsonObject.of("authorization", "Bearer a.b.c"),
            "requestContext",
            JsonObject.of("http", JsonObject.of("method", "GET")));

    assertThat(function.call(event).code()).isEqualTo("MissingToken");
  }

  @Test
  void an_event_that_is_neither_is_refused() {
    assertThat(function.call("{}").code()).isEqualTo("InvalidEvent");
    assertThat(function.call("[]").code()).isEqualTo("InvalidEvent");
    assertThat(function.call("{\"version\":\"2.0\"").code()).isEqualTo("InvalidEvent");
  }

  @Test
  void a_rest_api_with_a_parameter_twice_is_refused() {
    JsonObject event =
        JsonObject.of(
            "httpMethod", "GET",
            "resource", "/credentials",
            "queryStringParameters", JsonObject.of("access", "read-write"),
            "multiValueQueryStringParameters",
                JsonObject.of("access", List.of("read-only", "read-write")),
            "requestContext",
                JsonObject.of(
                    "authorizer",
                    JsonObject.of("claims", new JsonObject(TestEvents.claims(Map.of())))));

    assertThat(function.call(event).code()).isEqualTo("InvalidParameter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0",
        "0.1e1",
        "1.0000000000000001",
        "1e999",
        "1e-999",
        "-0.0",
        "1",
        "true",
        "null"
      })
  void a_number_or_flag_never_becomes_a_prefix(String json) {
    for (EventShape shape : new EventShape[] {EventShape.HTTP_API_2, EventShape.REST_JWT}) {
      String event = Json.write(shape.event("/whoami", shape.claims(Map.of("sub", "replace-me"))));

      TestFunction.Reply reply = function.call(event.replace("\"replace-me\"", json));

      assertThat(reply.code()).isEqualTo("ClaimInvalid");
      assertThat(reply.json().text("detail").orElse("")).contains("sub");
    }
  }

  @Test
  void a_date_of_a_rest_api_is_a_time() {
    assertThat(restApi("Tue Nov 24 03:00:01 UTC 2026").status()).isEqualTo(200);
    assertThat(restApi("Tue Nov 24 03:00:00 UTC 2026").code()).isEqualTo("TokenExpired");
  }

  private TestFunction.Reply restApi(String exp) {
    return function.call(
        JsonObject.of(
            "httpMethod", "GET",
            "resource", "/credentials",
            "requestContext",
                JsonObject.of(
                    "authorizer",
                    JsonObject.of(
                        "claims", new JsonObject(TestEvents.claims(Map.of("exp", exp)))))));
  }

  @Test
  void a_token_ends_at_the_second_it_says() {
    String second = Long.toString(NOW.instant().getEpochSecond());

    assertThat(function.call(TestEvents.vend(TestEvents.claims(Map.of("exp", second)))).code())
        .isEqualTo("TokenExpired");
  }

  @Test
  void no_secret_is_in_the_log() {
    function.call(TestEvents.get("/credentials", Map.of()));
    function.call(TestEvents.get("/credentials", Map.of("format", "env")));
    function.call(TestEvents.get("/credentials", Map.of("access", "nonsense")));

    assertThat(function.log()).hasSize(3);
    assertThat(String.join("", function.log()))
        .contains("ASIA0000000000000001", "\"caller\":\"alice\"", "InvalidAccess")
        .doesNotContain("secret+of", "token+of", "the-functions-own");
  }
}
