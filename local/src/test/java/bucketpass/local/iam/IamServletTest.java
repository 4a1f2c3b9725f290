package bucketpass.local.iam;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.place.AccessLevel;
import bucketpass.local.SignedHttp;
import bucketpass.local.TestAws;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.protocol.UriEncoding;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class IamServletTest {

  private static final String DENY =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  private static TestAws aws;

  @BeforeAll
  static void start() {
    aws = new TestAws();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetRole",
        "ListRolePolicies",
        "GetRolePolicy",
        "PutRolePolicy",
        "DeleteRolePolicy"
      })
  void answers_the_operator_alone(String action) {
    String form =
        switch (action) {
          case "GetRolePolicy", "DeleteRolePolicy" -> "&PolicyName=none";
          case "PutRolePolicy" -> "&PolicyName=none&PolicyDocument={}";
          default -> "";
        };
    for (OperatorKeys keys : new OperatorKeys[] {aws.endpoints().function(), alice()}) {
      assertRefused(403, "AccessDenied", send(keys, action, "VendedRole", form));
    }
    HttpResponse<String> answer = send(aws.endpoints().operator(), action, "VendedRole", form);
    assertThat(answer.body()).doesNotContain("AccessDenied");
  }

  @ParameterizedTest(name = "{0}{2} is {4}")
  @CsvFileSource(resources = "refusals.csv", numLinesToSkip = 1, delimiter = '|')
  void refuses_as_iam_does(String action, String role, String form, int status, String code) {
    HttpResponse<String> answer =
        send(aws.endpoints().operator(), action, role, form == null ? "" : form);

    assertRefused(status, code, answer);
  }

  @Test
  void refuses_what_is_signed_for_another_region_or_service() {
    for (String scope : Stream.of("iam/eu-west-1", "sts/us-east-1").toList()) {
      String[] parts = scope.split("/", 2);
      SignedHttp other =
          new SignedHttp(aws.endpoints().operator(), parts[0], parts[1], aws.clock());
      assertRefused(403, "SignatureDoesNotMatch", send(other, "GetRole", "VendedRole", ""));
    }
  }

  @Test
  void allows_a_role_ten_thousand_characters_and_does_not_count_white_space() {
    String spaces = " ".repeat(20_000);
    String put = "&PolicyName=long&PolicyDocument=" + UriEncoding.encode(spaces + DENY);
    OperatorKeys operator = aws.endpoints().operator();
    assertThat(send(operator, "PutRolePolicy", "CredentialsFunctionRole", put).statusCode())
        .isEqualTo(200);

    String sid = DENY.replace("\"Effect\"", "\"Sid\":\"" + "a".repeat(10_240) + "\",\"Effect\"");
    String tooLong = "&PolicyName=longer&PolicyDocument=" + UriEncoding.encode(sid);
    assertRefused(
        409, "LimitExceeded", send(operator, "PutRolePolicy", "CredentialsFunctionRole", tooLong));
    assertThat(send(operator, "ListRolePolicies", "CredentialsFunctionRole", "").body())
        .contains("<member>VendAndLog</member>", "<member>long</member>")
        .doesNotContain("longer");
  }

  private static OperatorKeys alice() {
    return aws.vend("alice/", AccessLevel.READ_WRITE);
  }

  private static void assertRefused(int status, String code, HttpResponse<String> answer) {
    assertThat(answer.body()).contains("<Code>" + code + "</Code>");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private static HttpResponse<String> send(
      OperatorKeys keys, String action, String role, String fields) {
    return send(new SignedHttp(keys, "iam", "us-east-1", aws.clock()), action, role, fields);
  }

  private static HttpResponse<String> send(
      SignedHttp http, String action, String role, String fields) {
    String body =
        "Action=%s&Version=2010-05-08&RoleName=bucketpass-%s%s".formatted(action, role, fields);
    return http.send(
        "POST",
        aws.endpoints().iam().resolve("/"),
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        body);
  }
}
