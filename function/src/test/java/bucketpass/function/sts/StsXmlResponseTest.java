package bucketpass.function.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsXmlResponseTest {

  private static final String ROOT =
      "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">";
  private static final String END = "</AssumeRoleResponse>";
  private static final AssumeRoleParameters ALICE =
      new AssumeRoleParameters(
          "arn:aws:iam::1:role/r", "alice", "{}", "alice/", "/list/read/", 900);

  private static StsXmlResponse read(int status, String body) throws MalformedResponseException {
    return StsXmlResponse.read(status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> inside(String content) throws MalformedResponseException {
    return read(200, ROOT + content + END).texts();
  }

  private static StsXmlResponse error(int status, String code) throws MalformedResponseException {
    return read(status, "<E>\n <Code> " + code + " </Code>\n <Message>m</Message></E>");
  }

  private static String credentials(String session, String expiration) {
    return ROOT
        + "<AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/"
        + session
        + "</Arn></AssumedRoleUser><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>s3cr3t"
        + "</SecretAccessKey><SessionToken>t0ken</SessionToken><Expiration>"
        + expiration
        + "</Expiration></Credentials></AssumeRoleResult>"
        + END;
  }

  private static void assertMalformed(int status, String xml) {
    assertThatExceptionOfType(MalformedResponseException.class)
        .as(xml)
        .isThrownBy(() -> read(status, xml))
        .withMessage("a response that is not STS's or not well-formed XML, with status " + status)
        .withNoCause();
  }

  @Test
  void text_of_each_innermost_element_is_read() throws MalformedResponseException {
    assertThat(inside("\n<a>\n<b> 1\n</b>stray<c>2</c></a><Code>é€😀&amp;&#39;&#x27;</Code>"))
        .isEqualTo(Map.of("b", "1", "c", "2", "Code", "é€😀&''"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<",
        "<>",
        "</a>",
        "<a>",
        "<a></b>",
        "<a><b></a></b>",
        "<1></1>",
        "<></>",
        "<a b='c'></a>",
        "<a xmlns=\"b></a>",
        "<a xmlns=\"b\"></a>",
        "<a xmlns=\"\"></a>",
        "<a xmlns=\"b\" c=\"d\"></a>",
        "<a xmlns=\"b\"c></a>",
        "<p:a></p:a>",
        "<a>&b;</a>",
        "<a>&amp</a>",
        "<a>&</a>",
        "<a>&#;</a>",
        "<a>&#x;</a>",
        "<a>&#3a;</a>",
        "<a>&#0;</a>",
        "<a>&#31;</a>",
        "<a>&#x-7;</a>",
        "<a>]]></a>",
        "<a><!-- b --></a>",
        "<a><![CDATA[b]]></a>",
        "<a><?b?></a>",
        "<a>1</a><a>2</a>",
        "<x><a>1</a></x><y><a>1</a></y>",
      })
  void content_that_sts_does_not_write_is_refused(String content) {
    assertMalformed(200, ROOT + content + END);
    assertMalformed(200, ROOT + "<Code>c</Code>" + content + END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "{}",
        "<",
        "<a></a>",
        "<AssumeRoleResponse></AssumeRoleResponse>",
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/\"></AssumeRoleResponse>",
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"></ErrorResponse>",
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"/><a/>",
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"/>b",
        "b<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"/>",
        "<!-- b --><AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"/>",
        "<?b?><AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"/>",
        "<?xml version='1.0'",
      })
  void document_that_sts_does_not_write_is_refused(String xml) {
    assertMalformed(200, xml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE AssumeRoleResponse>",
        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE x [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE x [<!ENTITY b 'c'>]>",
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY b 'c'>]>",
      })
  void document_type_is_refused_whether_or_not_it_is_used(String doctype) {
    assertMalformed(200, doctype + credentials("alice", "2100-01-01T00:00:00Z"));
    assertMalformed(
        200, doctype + credentials("alice", "2100-01-01T00:00:00Z").replace("t0", "&b;"));
    assertMalformed(403, doctype + "<E><Code>AccessDenied</Code></E>");
  }

  @Test
  void bytes_that_are_not_utf8_are_refused() {
    byte[] latin1 = (ROOT + "<a>é</a>" + END).getBytes(StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> StsXmlResponse.read(200, latin1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "ISO-8859-1"})
  void declared_encoding_changes_nothing(String encoding) {
    String xml = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>" + ROOT + "<a>é</a>" + END;

    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> StsXmlResponse.read(200, xml.getBytes(Charset.forName(encoding))));
  }

  @Property(tries = 50)
  void half_a_response_is_refused(@ForAll("contents") String content) {
    String xml = ROOT + content + END;
    for (int end = 0; end < xml.length(); end++) {
      String half = xml.substring(0, end);
      assertThatExceptionOfType(MalformedResponseException.class).isThrownBy(() -> read(200, half));
    }
  }

  @Property
  void text_is_read_as_it_was_escaped(@ForAll("texts") String text)
      throws MalformedResponseException {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");

    assertThat(inside("<a>" + escaped + "</a>")).isEqualTo(Map.of("a", text.strip()));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "+/=", " ", "\n", "é", "€", "😀", ">", "<", "&", "\"", "'", "]]>")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> contents() {
    Arbitrary<String> text = Arbitraries.of("", "1", "&amp;", "é");
    return Combinators.combine(text, text, Arbitraries.of("", "\n "))
        .as((a, b, space) -> space + "<x><a>" + a + "</a>" + space + "</x><b>" + b + "</b>");
  }

  @ParameterizedTest
  @CsvSource({
    "400,ValidationError,STS_DENIED",
    "499,Whatever,STS_DENIED",
    "500,Whatever,STS_UNAVAILABLE",
    "503,ServiceUnavailable,STS_UNAVAILABLE",
    "400,Throttling,STS_THROTTLED",
    "400,ThrottlingException,STS_THROTTLED",
    "400,ThrottledException,STS_THROTTLED",
    "400,RequestThrottled,STS_THROTTLED",
    "400,RequestThrottledException,STS_THROTTLED",
    "400,RequestLimitExceeded,STS_THROTTLED",
    "503,RequestLimitExceeded,STS_THROTTLED",
    "400,TooManyRequestsException,STS_THROTTLED",
    "503,SlowDown,STS_THROTTLED",
    "429,Whatever,STS_THROTTLED",
    "400,PackedPolicyTooLarge,POLICY_TOO_LARGE",
    "403,AccessDenied,STS_DENIED"
  })
  void error_is_told_by_its_code_and_an_unknown_one_by_its_status(
      int status, String code, ErrorCode reason) throws MalformedResponseException {
    ErrorCode told = StsErrorMapper.refusal(error(status, code)).fold(c -> null, r -> r.reason());
    assertThat(told).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void busy_or_failing_sts_may_send_any_body(int status) throws MalformedResponseException {
    assertThat(read(status, "<html>Bad Gateway<br>").code()).isEmpty();
    assertThat(read(status, "<E><Code>half").texts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 200, 301, 400, 428, 430, 499})
  void any_other_status_needs_a_whole_body(int status) {
    assertThatThrownBy(() -> read(status, "Bad Request"))
        .isInstanceOf(MalformedResponseException.class)
        .hasMessageContaining("status " + status);
  }

  @Test
  void no_text_of_a_response_shows_its_credentials() throws MalformedResponseException {
    assertThat(read(400, "<E>stray<Code>a</Code>stray<Message>b</Message></E>"))
        .hasToString("StsXmlResponse[400 a]");
    assertThat(read(200, credentials("alice", "2100-01-01T00:00:00Z")).toString())
        .doesNotContain("s3cr3t", "t0ken");
  }

  @Test
  void credentials_of_another_session_are_refused() throws MalformedResponseException {
    assertThat(read(200, credentials("bob", "2100-01-01T00:00:00Z")).credentials(ALICE).toString())
        .contains("STS_FAILED", "of another session")
        .doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource({
    "2100-01-01T00:00:00Z,2100-01-01T00:00:00Z",
    "2100-01-01T00:00:00.5Z,2100-01-01T00:00:00.5Z",
    "2100-01-01T00:00:00+00:00,2100-01-01T00:00:00Z",
    "2100-01-01T02:00:00+02:00,2100-01-01T00:00:00Z",
  })
  void expiration_may_have_an_offset(String text, Instant expiration)
      throws MalformedResponseException {
    assertThat(read(200, credentials("alice", text)).credentials(ALICE))
        .extracting(outcome -> outcome.map(StsCredentials::expiration))
        .isEqualTo(Result.ok(expiration));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Z",
        "soon",
        "4102444800",
        "2100-01-01",
        "2100-01-01T00:00:00",
        "2100-01-01 00:00:00Z",
        "2100-13-01T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2100-01-01T24:00:00Z",
        "2100-01-01T00:00:60Z",
        "2100-01-01T00:00:00ZZ",
        "２100-01-01T00:00:00Z",
      })
  void expiration_that_is_not_a_time_is_refused(String text) throws MalformedResponseException {
    assertThat(read(200, credentials("alice", text)).credentials(ALICE).toString())
        .contains("STS_FAILED")
        .doesNotContain("s3cr3t", "t0ken");
  }
}
