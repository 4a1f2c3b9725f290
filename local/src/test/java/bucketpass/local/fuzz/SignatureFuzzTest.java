package bucketpass.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.account.OperatorKeys;
import bucketpass.local.protocol.TestSigner;
import bucketpass.local.s3.S3Servlet;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Any head of a request of somebody who knows Alice's key id and token, and not her secret. */
class SignatureFuzzTest {

  private static FuzzedAws aws;
  private static OperatorKeys alice;

  @BeforeAll
  static void start() {
    aws = new FuzzedAws(SignatureFuzzTest.class, S3Servlet::new);
    alice = aws.alice();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @DictionaryEntries({
    "authorization: ",
    "AWS4-HMAC-SHA256 ",
    "Credential=",
    "SignedHeaders=",
    "Signature=",
    "{key}",
    "{now}",
    "{token}",
    "x-amz-date: ",
    "X-Amz-Expires=",
    "X-Amz-Date=",
    "X-Amz-Algorithm=",
    "%"
  })
  @FuzzTest
  void is_refused(byte[] bytes) {
    String now = TestSigner.timestamp(Instant.now());
    String text =
        new String(bytes, StandardCharsets.UTF_8)
            .replace("{bucket}", aws.template().bucketName())
            .replace("{key}", alice.accessKeyId())
            .replace("{token}", alice.sessionToken().orElseThrow())
            .replace("{scope}", now.substring(0, 8) + "/" + aws.template().region() + "/s3")
            .replace("{now}", now);
    assertThat(aws.send(RawRequest.parse(text)).status()).isBetween(400, 499);
  }
}
