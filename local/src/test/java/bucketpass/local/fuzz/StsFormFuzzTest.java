package bucketpass.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.protocol.TestSigner;
import bucketpass.local.sts.StsServlet;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any form that the function's role sends to STS: no session comes of it that has no prefix, and
 * none at all without the signature.
 */
class StsFormFuzzTest {

  private static FuzzedAws aws;
  private static TestSigner function;

  @BeforeAll
  static void start() {
    aws =
        new FuzzedAws(
            StsFormFuzzTest.class, account -> new StsServlet(account, Duration.ofMinutes(15)));
    function = aws.signer(aws.function(), "sts");
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @DictionaryEntries({
    "Action=",
    "AssumeRole",
    "GetCallerIdentity",
    "&Version=2011-06-15",
    "&RoleArn=",
    "&Policy=",
    "&DurationSeconds=",
    "&SourceIdentity=",
    "&Tags.member.1.Key=",
    "&Tags.member.1.Value=",
    "%"
  })
  @FuzzTest
  void is_answered_or_refused(byte[] bytes) {
    String form =
        new String(bytes, StandardCharsets.UTF_8)
            .replace("{role}", aws.template().vendedRole().arn());
    RawRequest request =
        RawRequest.parse("POST /\ncontent-type: application/x-www-form-urlencoded\n\n" + form);

    FuzzedAws.Answer answer = aws.send(request.signed(function));
    assertThat(answer.status()).isIn(200, 400, 403, 413);
    if (answer.text().contains("<SecretAccessKey>")) {
      assertThat(form).contains("=prefix", "=access", "SourceIdentity=");
    }
    assertThat(aws.send(request).status()).isIn(400, 403, 413);
  }
}
