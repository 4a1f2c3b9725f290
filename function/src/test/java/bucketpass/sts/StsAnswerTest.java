package bucketpass.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bucketpass.outcome.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StsAnswerTest {

  private static StsAnswer read(int status, String body) throws StsAnswer.Garbled {
    return StsAnswer.read(status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static StsAnswer error(int status, String code) throws StsAnswer.Garbled {
    return read(status, "<E>\n <Code> " + code + " </Code>\n <Message>m</Message></E>");
  }

  @ParameterizedTest
  @CsvSource({
    "400,ValidationError,STS_DENIED",
    "499,Whatever,STS_DENIED",
    "500,Whatever,STS_UNAVAILABLE",
    "503,ServiceUnavailable,STS_UNAVAILABLE",
    "400,Throttling,STS_THROTTLED",
    "400,PackedPolicyTooLarge,POLICY_TOO_LARGE",
    "403,AccessDenied,STS_DENIED"
  })
  void an_error_is_told_by_its_code_and_one_unknown_by_its_status(
      int status, String code, Reason reason) throws StsAnswer.Garbled {
    Reason told = StsErrors.refusal(error(status, code)).fold(c -> null, r -> r.reason());
    assertThat(told).isEqualTo(reason);
  }

  @Test
  void what_stands_before_a_failing_sts_may_say_anything() throws StsAnswer.Garbled {
    assertThat(read(500, "Bad Gateway").code()).isEmpty();
    assertThatThrownBy(() -> read(499, "Bad Request"))
        .isInstanceOf(StsAnswer.Garbled.class)
        .hasMessageContaining("499");
  }

  @Test
  void text_belongs_to_the_element_that_ends_after_it() throws StsAnswer.Garbled {
    StsAnswer answer = read(400, "<E>stray<Code>a</Code>stray<Message>b</Message></E>");

    assertThat(answer.code()).isEqualTo("a");
    assertThat(answer.message()).isEqualTo("b");
    assertThat(answer).hasToString("StsAnswer[400 a]");
  }

  @Test
  void credentials_of_another_session_are_none() throws StsAnswer.Garbled {
    AssumeRoleRequest alice =
        new AssumeRoleRequest("arn:aws:iam::1:role/r", "alice", "{}", "alice/", "read-only", 900);
    StsAnswer bobs =
        read(
            200,
            "<R><Arn>arn:aws:sts::1:assumed-role/r/bob</Arn><AccessKeyId>A</AccessKeyId><SecretAccessKey>s"
                + "</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></R>");

    assertThat(bobs.credentials(alice).toString())
        .contains("STS_FAILED", "of another session")
        .doesNotContain("SecretAccessKey");
  }
}
