package bucketpass.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.place.AccessLevel;
import bucketpass.local.TestAws;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.protocol.SigV4Signature.Scope;
import bucketpass.local.protocol.SigningKey;
import bucketpass.local.protocol.TestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Forms as a browser sends them; what keys a session's form may write to is in the conformance. */
class PostObjectFormTest {
  private static TestAws aws;
  private static S3Client operator;
  private static OperatorKeys alice;

  @BeforeAll
  static void start() {
    aws = new TestAws();
    operator = aws.s3(aws.endpoints().operator());
    alice = aws.vend("alice/", AccessLevel.READ_WRITE);
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @Test
  void stores_the_file_as_the_fields_say() {
    HttpResponse<String> answer =
        send(alice, "alice/a", Map.of("Content-Type", "text/plain", "x-amz-meta-of", "me"), "f");

    assertThat(answer.statusCode()).isEqualTo(204);
    var stored = operator.headObject(head -> head.bucket(aws.bucket()).key("alice/a"));
    assertThat(stored.contentType()).isEqualTo("text/plain");
    assertThat(stored.metadata()).containsEntry("of", "me");
    assertThat(stored.eTag()).isEqualTo(answer.headers().firstValue("ETag").orElseThrow());
    assertThat(content("alice/a")).isEqualTo("content");
  }

  @ParameterizedTest
  @CsvSource({"200, 200", "201, 201", "204, 204", "500, 204"})
  void answers_with_the_status_asked_for(String asked, int status) {
    HttpResponse<String> answer =
        send(alice, "alice/b", Map.of("success_action_status", asked), "f");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body().contains("<Key>alice/b</Key>")).isEqualTo(status == 201);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/done, 303, http://127.0.0.1/done?bucket=%s&key=alice%%2Fc&etag=",
    "http://127.0.0.1/done?a=b, 303, http://127.0.0.1/done?a=b&bucket=%s&key=alice%%2Fc&etag=",
    "javascript:alert(1), 204, /%s/alice/c"
  })
  void goes_on_to_a_page_of_http_alone(String redirect, int status, String location) {
    HttpResponse<String> answer =
        send(alice, "alice/c", Map.of("success_action_redirect", redirect), "f");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith(location.formatted(aws.bucket()));
  }

  @ParameterizedTest
  @CsvSource({"x.txt, x.txt", "C:\\dir\\x.txt, x.txt", "../../bob/x.txt, x.txt"})
  void takes_of_the_file_name_no_folder(String fileName, String name) {
    assertThat(send(alice, "alice/up/${filename}", Map.of(), fileName).statusCode()).isEqualTo(204);
    assertThat(content("alice/up/" + name)).isEqualTo("content");
    operator.deleteObject(delete -> delete.bucket(aws.bucket()).key("alice/up/" + name));
  }

  @Test
  void a_field_named_like_the_header_of_a_copy_copies_nothing() {
    operator.putObject(
        put -> put.bucket(aws.bucket()).key("bob/secret"), RequestBody.fromString("secret"));
    send(alice, "alice/d", Map.of("x-amz-copy-source", aws.bucket() + "/bob/secret"), "f");
    assertThat(content("alice/d")).isEqualTo("content");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acl | public-read",
        "tagging | <Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"
      })
  void a_field_that_does_what_another_operation_does_needs_its_action(String name, String value) {
    assertRefused(send(alice, "alice/e", Map.of(name, value), "f"), 403, "AccessDenied");
  }

  @Test
  void the_operator_may_tag_with_a_form() {
    String tagging =
        "<Tagging><TagSet><Tag><Key>a &amp; b</Key><Value>c</Value></Tag></TagSet></Tagging>";
    send(aws.endpoints().operator(), "tagged", Map.of("tagging", tagging), "f");
    assertThat(operator.getObjectTagging(get -> get.bucket(aws.bucket()).key("tagged")).tagSet())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("a & b=c");
  }

  @Test
  void ends_with_the_session_and_with_the_policy() {
    try (TestAws own = new TestAws()) {
      OperatorKeys keys = own.vend("alice/", AccessLevel.READ_WRITE);
      Map<String, String> shortLived = form(own, keys, "alice/f", Map.of(), Duration.ofMinutes(5));
      Map<String, String> longLived = form(own, keys, "alice/f", Map.of(), Duration.ofHours(5));
      own.clock().advance(Duration.ofMinutes(6));
      assertRefused(send(own, shortLived, "f"), 403, "AccessDenied");
      assertThat(send(own, longLived, "f").statusCode()).isEqualTo(204);
      own.clock().advance(Duration.ofHours(2));
      assertRefused(send(own, longLived, "f"), 400, "ExpiredToken");
    }
  }

  @Test
  void refuses_a_form_that_is_none() {
    Map<String, String> fields = form(aws, alice, "alice/g", Map.of(), Duration.ofMinutes(5));
    assertRefused(post(aws, "not a form"), 400, "MalformedPOSTRequest");
    assertRefused(post(aws, body(fields, "")), 400, "IncorrectNumberOfFilesInPostRequest");
    assertRefused(
        post(aws, part("name=\"key\"", "alice/x") + body(fields, file("f"))),
        400,
        "InvalidArgument");
    for (String name : List.of("key", "policy", "x-amz-credential", "x-amz-date")) {
      Map<String, String> without = new LinkedHashMap<>(fields);
      without.remove(name);
      assertRefused(send(aws, without, "f"), 400, "InvalidArgument");
    }
    assertRefused(
        send(alice, "alice/g", Map.of("x-ignore-much", "x".repeat(21_000)), "f"),
        400,
        "MaxPostPreDataLengthExceeded");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.body()).contains("<Code>" + code + "</Code>");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private static String content(String key) {
    return operator.getObjectAsBytes(get -> get.bucket(aws.bucket()).key(key)).asUtf8String();
  }

  private static HttpResponse<String> send(
      OperatorKeys keys, String key, Map<String, String> more, String fileName) {
    return send(aws, form(aws, keys, key, more, Duration.ofMinutes(5)), fileName);
  }

  /** The fields of a form whose policy lets the key be what it is or any in its folder. */
  private static Map<String, String> form(
      TestAws at, OperatorKeys keys, String key, Map<String, String> more, Duration lifetime) {
    Instant now = at.clock().instant();
    String timestamp = TestSigner.timestamp(now);
    Scope scope = new Scope(timestamp.substring(0, 8), at.template().region(), "s3");
    Map<String, String> fields = new LinkedHashMap<>(more);
    fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.put("x-amz-credential", keys.accessKeyId() + "/" + scope);
    fields.put("x-amz-date", timestamp);
    keys.sessionToken().ifPresent(token -> fields.put("x-amz-security-token", token));
    List<String> conditions = new ArrayList<>();
    fields.keySet().forEach(name -> conditions.add("[\"starts-with\",\"$" + name + "\",\"\"]"));
    conditions.add("{\"bucket\":\"" + at.bucket() + "\"}");
    String folder = key.substring(0, key.lastIndexOf('/') + 1);
    conditions.add("[\"starts-with\",\"$key\",\"" + folder + "\"]");
    String policy =
        "{\"expiration\":\"%s\",\"conditions\":%s}".formatted(now.plus(lifetime), conditions);
    String encoded = Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8));
    fields.put("key", key);
    fields.put("policy", encoded);
    fields.put(
        "x-amz-signature",
        SigningKey.sign(SigningKey.signingKey(keys.secretAccessKey(), scope), encoded));
    return fields;
  }

  private static HttpResponse<String> send(
      TestAws at, Map<String, String> fields, String fileName) {
    return post(at, body(fields, file(fileName)));
  }

  private static String body(Map<String, String> fields, String file) {
    StringBuilder body = new StringBuilder();
    fields.forEach((name, value) -> body.append(part("name=\"" + name + "\"", value)));
    return body + file + "--b--\r\n";
  }

  private static String file(String fileName) {
    return part(
        "name=\"file\"; filename=\"%s\"".formatted(fileName.replace("\\", "\\\\")), "content");
  }

  private static String part(String disposition, String content) {
    return "--b\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        .formatted(disposition, content);
  }

  private static HttpResponse<String> post(TestAws at, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(at.endpoints().s3() + "/" + at.bucket()))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
