package bucketpass.local.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import bucketpass.core.place.AccessLevel;
import bucketpass.local.SignedHttp;
import bucketpass.local.TestAws;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.protocol.UriEncoding;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * What STS gives to the function's role, and what it refuses everybody.
 *
 * <p>The SDK marks the packed size as deprecated, and STS and the function still report it.
 */
@SuppressWarnings("deprecation")
class AssumeRoleOperationTest {
  private static final Map<String, String> TAGS =
      Map.of("prefix", "alice/", "access", "/list/read/put/delete/");

  private static TestAws aws;

  @BeforeAll
  static void start() {
    aws = new TestAws();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @Test
  void answers_the_sdk_with_a_session_of_the_vended_role() {
    Instant before = Instant.now();
    AssumeRoleResponse response =
        aws.sts(aws.endpoints().function())
            .assumeRole(
                aws.request(TAGS)
                    .policy(aws.policy("alice/", AccessLevel.READ_WRITE).json())
                    .durationSeconds(900)
                    .build());

    assertThat(response.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
    assertThat(response.credentials().expiration())
        .isBetween(before.plusSeconds(899), Instant.now().plusSeconds(900));
    assertThat(response.assumedRoleUser().arn())
        .isEqualTo(
            "arn:aws:sts::123456789012:assumed-role/%s/alice"
                .formatted(aws.template().vendedRole().name()));
    assertThat(response.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z0-9]{16}:alice");
    assertThat(response.sourceIdentity()).isEqualTo("alice");
    assertThat(response.packedPolicySize()).isBetween(1, 100);
  }

  @Test
  void says_who_a_caller_is() {
    OperatorKeys vended = aws.vend("alice/", AccessLevel.READ_ONLY);
    assertThat(aws.sts(vended).getCallerIdentity().arn()).endsWith("/alice");
    assertThat(aws.sts(aws.endpoints().operator()).getCallerIdentity().arn())
        .isEqualTo("arn:aws:iam::123456789012:user/operator");
  }

  @Test
  void packs_more_for_a_longer_policy_and_refuses_what_does_not_fit() {
    int small = PackedPolicySize.percent("{}", Map.of());
    assertThat(PackedPolicySize.percent("{ }".repeat(40), Map.of())).isGreaterThan(small);
    String longest = aws.policy("a".repeat(250) + "/", AccessLevel.READ_WRITE).json();
    Map<String, String> tags =
        Map.of("prefix", "a".repeat(250) + "/", "access", "/list/read/put/delete/");
    // Within STS's limits one by one, and together more than it packs.
    String padded = longest.replaceFirst("\\{", "{" + " ".repeat(2048 - longest.length()));
    assertThat(
            aws.sts(aws.endpoints().function())
                .assumeRole(aws.request(tags).policy(padded).build())
                .packedPolicySize())
        .isGreaterThan(60);
    Map<String, String> many =
        Stream.iterate(0, i -> i + 1)
            .limit(10)
            .collect(Collectors.toMap(i -> "key" + i, i -> "v".repeat(200)));
    assertThatThrownBy(
            () ->
                aws.sts(aws.endpoints().operator())
                    .assumeRole(aws.request(many).policy(padded).build()))
        .isInstanceOfSatisfying(
            StsException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("PackedPolicyTooLarge");
            });
  }

  @Test
  void a_vended_session_may_not_assume_the_role_again() {
    OperatorKeys vended = aws.vend("alice/", AccessLevel.READ_WRITE);
    assertThatThrownBy(() -> aws.sts(vended).assumeRole(aws.request(TAGS).build()))
        .isInstanceOfSatisfying(
            StsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
  }

  @Test
  void an_ended_session_is_told_so() {
    try (TestAws later = new TestAws()) {
      OperatorKeys vended = later.vend("alice/", AccessLevel.READ_WRITE);
      later.clock().advance(Duration.ofMinutes(61));
      HttpResponse<String> answer =
          new SignedHttp(vended, "sts", "us-east-1", later.clock())
              .send(
                  "POST",
                  later.endpoints().sts(),
                  Map.of(),
                  "Action=GetCallerIdentity&Version=2011-06-15");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("<Code>ExpiredToken</Code>");
    }
  }

  @TestFactory
  Stream<DynamicTest> refuses_as_sts_does() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(AssumeRoleOperationTest.class.getResourceAsStream("refusals.json"));
    return StreamSupport.stream(cases.spliterator(), false)
        .map(one -> dynamicTest(one.get("says").asText(), () -> refuses(one)));
  }

  private static void refuses(JsonNode one) {
    Map<String, String> form = new TreeMap<>();
    form.put("Action", "AssumeRole");
    form.put("Version", "2011-06-15");
    form.put("RoleArn", aws.template().vendedRole().arn());
    form.put("RoleSessionName", "alice");
    form.put("SourceIdentity", "alice");
    form.put("Tags.member.1.Key", "prefix");
    form.put("Tags.member.1.Value", "alice/");
    form.put("Tags.member.2.Key", "access");
    form.put("Tags.member.2.Value", "/list/read/put/delete/");
    assertThat(send(form).statusCode()).as("without the change it is granted").isEqualTo(200);

    one.path("set")
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                form.remove(field.getKey());
              } else {
                form.put(field.getKey(), field.getValue().asText());
              }
            });
    one.path("long")
        .properties()
        .forEach(field -> form.put(field.getKey(), "a".repeat(field.getValue().asInt())));
    HttpResponse<String> answer = send(form);

    assertThat(answer.body())
        .contains("<Code>%s</Code>".formatted(one.get("code").asText()))
        .contains(
            new bucketpass.local.protocol.XmlWriter()
                .text(one.path("message").asText())
                .end()
                .split("\n", 2)[1]);
    assertThat(answer.statusCode()).isEqualTo(one.get("status").asInt());
    assertThat(answer.body()).doesNotContain("AccessKeyId");
  }

  private static HttpResponse<String> send(Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + UriEncoding.encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return new SignedHttp(aws.endpoints().function(), "sts", "us-east-1", aws.clock())
        .send(
            "POST",
            aws.endpoints().sts().resolve("/"),
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            body);
  }
}
