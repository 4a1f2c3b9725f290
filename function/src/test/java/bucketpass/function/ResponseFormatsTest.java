package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponseFormatsTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

  private final StubSts sts = new StubSts(NOW);
  private final TestFunction function = new TestFunction(sts, NOW);

  @AfterEach
  void stop() {
    sts.close();
  }

  private TestFunction.Reply as(String format) {
    return function.call(TestEvents.get("/credentials", Map.of("format", format)));
  }

  @Test
  void uppy_gets_the_members_of_its_old_and_its_new_versions() {
    assertThat(as("uppy").body())
        .isEqualTo(
            """
            {"credentials":{"AccessKeyId":"ASIA0000000000000001","SecretAccessKey":"secret+of/1",\
            "SessionToken":"token+of/1==","Expiration":"2026-11-24T04:00:00Z",\
            "accessKeyId":"ASIA0000000000000001","secretAccessKey":"secret+of/1",\
            "sessionToken":"token+of/1==","expiration":"2026-11-24T04:00:00Z"},\
            "bucket":"example-bucket","region":"us-east-1"}""");
  }

  @Test
  void the_sdk_for_javascript_gets_its_own_names() {
    assertThat(as("js").body())
        .isEqualTo(
            """
            {"accessKeyId":"ASIA0000000000000001","secretAccessKey":"secret+of/1",\
            "sessionToken":"token+of/1==","expiration":"2026-11-24T04:00:00Z"}""");
  }

  @Test
  void ini_is_a_profile() {
    TestFunction.Reply reply = as("ini");

    assertThat(reply.headers().text("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(reply.body())
        .isEqualTo(
            """
            [default]
            aws_access_key_id = ASIA0000000000000001
            aws_secret_access_key = secret+of/1
            aws_session_token = token+of/1==
            region = us-east-1
            """);
  }

  @Test
  void env_is_for_a_shell() {
    assertThat(as("env").body())
        .isEqualTo(
            """
            export AWS_ACCESS_KEY_ID='ASIA0000000000000001'
            export AWS_SECRET_ACCESS_KEY='secret+of/1'
            export AWS_SESSION_TOKEN='token+of/1=='
            export AWS_REGION='us-east-1'
            """);
  }

  @Test
  void iceberg_gets_exactly_one_entry_for_the_prefix() {
    assertThat(as("iceberg").body())
        .isEqualTo(
            """
            {"storage-credentials":[{"prefix":"s3://example-bucket/alice/","config":{\
            "s3.access-key-id":"ASIA0000000000000001","s3.secret-access-key":"secret+of/1",\
            "s3.session-token":"token+of/1==","s3.session-token-expires-at-ms":"1795492800000",\
            "client.region":"us-east-1"}}]}""");
  }

  @Test
  void every_format_comes_from_one_call_to_sts_and_none_may_be_stored() {
    for (String format : new String[] {"json", "uppy", "js", "ini", "env", "iceberg"}) {
      assertThat(as(format).headers().text("Cache-Control")).contains("no-store");
    }
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  void an_unknown_one_is_refused_with_a_list_of_those_there_are() {
    assertThat(as("yaml").json().text("detail"))
        .contains("The format must be one of: json, uppy, js, ini, env, iceberg.");
  }
}
