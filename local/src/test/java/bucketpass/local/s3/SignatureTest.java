package bucketpass.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.place.AccessLevel;
import bucketpass.local.SignedHttp;
import bucketpass.local.TestAws;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.protocol.TestSigner;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * {@code signatures.json}: what the SDK's signer signed for Alice, and what somebody made of it on
 * the way. Nothing that is refused is stored.
 */
class SignatureTest {

  private static final String BODY = "as signed";

  record Case(JsonNode data) {
    @Override
    public String toString() {
      return data.get("says").asText();
    }
  }

  static Stream<Case> cases() throws IOException {
    JsonNode all =
        new ObjectMapper().readTree(SignatureTest.class.getResourceAsStream("signatures.json"));
    return StreamSupport.stream(all.spliterator(), false).map(Case::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_request_passes_as_it_was_signed_alone(Case row) {
    JsonNode data = row.data();
    try (TestAws aws = new TestAws()) {
      OperatorKeys alice = aws.vend("alice/", AccessLevel.READ_WRITE);
      OperatorKeys bob = aws.vend("bob/", AccessLevel.READ_WRITE);
      OperatorKeys keys = keys(data.path("keys").asText(), alice, bob, aws.endpoints().operator());
      SdkHttpRequest signed = sign(data, aws, keys);
      aws.clock().advance(Duration.parse(data.path("later").asText("PT0S")));

      HttpResponse<String> answer =
          SignedHttp.send(changed(signed, data, aws, alice, bob), data.path("body").asText(BODY));

      assertThat(answer.body()).contains(data.get("code").asText());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(data.get("status").asInt());
      assertThat(stores(aws, "alice/key")).isEqualTo(answer.statusCode() == 200);
      assertThat(stores(aws, "alice/other")).isFalse();
    }
  }

  private static SdkHttpRequest sign(JsonNode data, TestAws aws, OperatorKeys keys) {
    Clock clock = Clock.offset(aws.clock(), Duration.parse(data.path("signedAt").asText("PT0S")));
    URI uri = URI.create(aws.endpoints().s3() + "/" + aws.bucket() + "/alice/key");
    SignedHttp signer =
        new SignedHttp(
            keys,
            data.path("service").asText("s3"),
            data.path("region").asText(aws.template().region()),
            clock);
    return data.has("presigned")
        ? signer.presign("PUT", uri, Duration.parse(data.get("presigned").asText()))
        : signer.sign(
            "PUT", uri, Map.of("Content-Type", "text/plain", "x-amz-meta-owner", "alice"), BODY);
  }

  private static SdkHttpRequest changed(
      SdkHttpRequest signed, JsonNode data, TestAws aws, OperatorKeys alice, OperatorKeys bob) {
    SdkHttpRequest.Builder request = signed.toBuilder();
    if (data.has("method")) {
      request.method(SdkHttpMethod.valueOf(data.get("method").asText()));
    }
    if (data.has("path")) {
      request.encodedPath(filled(data.get("path").asText(), aws, alice, bob));
    }
    data.path("add")
        .properties()
        .forEach(field -> request.putRawQueryParameter(field.getKey(), field.getValue().asText()));
    data.path("put")
        .properties()
        .forEach(
            field ->
                request.putRawQueryParameter(
                    field.getKey(), filled(field.getValue().asText(), aws, alice, bob)));
    data.path("set")
        .properties()
        .forEach(
            field ->
                request.putHeader(
                    field.getKey(), filled(field.getValue().asText(), aws, alice, bob)));
    data.path("remove").forEach(name -> request.removeHeader(name.asText()));
    data.path("replace")
        .properties()
        .forEach(
            field -> {
              String before = signed.firstMatchingHeader("Authorization").orElseThrow();
              assertThat(before).contains(field.getKey());
              request.putHeader(
                  "Authorization", before.replace(field.getKey(), field.getValue().asText()));
            });
    if (data.has("lastDigit")) {
      String before = signed.firstMatchingHeader("Authorization").orElseThrow();
      String other = before.endsWith("0") ? "1" : "0";
      request.putHeader("Authorization", before.substring(0, before.length() - 1) + other);
    }
    return request.build();
  }

  private static String filled(String text, TestAws aws, OperatorKeys alice, OperatorKeys bob) {
    return text.replace("{bucket}", aws.bucket())
        .replace("{key}", "key")
        .replace("{now}", TestSigner.timestamp(aws.clock().instant()))
        .replace("{accessKeyId}", alice.accessKeyId())
        .replace("{bobsToken}", bob.sessionToken().orElseThrow());
  }

  private static OperatorKeys keys(
      String whose, OperatorKeys alice, OperatorKeys bob, OperatorKeys operator) {
    return switch (whose) {
      case "unknown" ->
          new OperatorKeys("ASIANOBODY", alice.secretAccessKey(), alice.sessionToken());
      case "secret-of-bob" ->
          new OperatorKeys(alice.accessKeyId(), bob.secretAccessKey(), alice.sessionToken());
      case "token-of-bob" ->
          new OperatorKeys(alice.accessKeyId(), alice.secretAccessKey(), bob.sessionToken());
      case "without-token" ->
          new OperatorKeys(alice.accessKeyId(), alice.secretAccessKey(), Optional.empty());
      case "operator-with-token" ->
          new OperatorKeys(
              operator.accessKeyId(), operator.secretAccessKey(), alice.sessionToken());
      default -> alice;
    };
  }

  private static boolean stores(TestAws aws, String key) {
    SignedHttp operator =
        new SignedHttp(aws.endpoints().operator(), "s3", aws.template().region(), aws.clock());
    URI listing = URI.create(aws.endpoints().s3() + "/" + aws.bucket() + "?list-type=2");
    HttpResponse<String> answer = operator.send("GET", listing, Map.of(), "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().contains("<Key>" + key + "</Key>");
  }
}
