package bucketpass.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.aws.Signer;
import bucketpass.local.s3.S3Servlet;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any request that Alice signs: Bob's object is neither read nor changed, and none is put beside.
 */
class S3RequestFuzzTest {

  private static final String SECRET = "what-only-bob-may-read";
  private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>");

  /** So that listing what is stored stays quick. */
  private static final int WRITES_BEFORE_EMPTYING = 200;

  private static FuzzedAws aws;
  private static Signer alice;
  private static Signer operator;
  private static int writes;

  @BeforeAll
  static void start() {
    aws = new FuzzedAws(S3RequestFuzzTest.class, S3Servlet::new);
    alice = aws.signer(aws.alice(), "s3");
    operator = aws.signer(aws.operator(), "s3");
    putBobs();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @DictionaryEntries({
    "PUT ",
    "POST ",
    "DELETE ",
    "HEAD ",
    "/{bucket}/",
    "alice/",
    "bob/secret",
    "../",
    "%2e%2e/",
    "%2F",
    "x-amz-copy-source: ",
    "x-amz-tagging: ",
    "range: bytes=",
    "?delete",
    "?tagging",
    "?uploads",
    "?list-type=2",
    "&prefix=",
    "&delimiter=",
    "uploadId=",
    "partNumber=",
    "versionId="
  })
  @FuzzTest
  void is_answered_or_refused(byte[] bytes) {
    RawRequest request =
        RawRequest.parse(
            new String(bytes, StandardCharsets.UTF_8)
                .replace("{bucket}", aws.template().bucketName()));

    assertThat(aws.send(request.signed(alice)).text()).doesNotContain(SECRET);
    if (!request.method().equals("GET")) {
      assertOnlyAlicesChanged();
    }
  }

  private static void assertOnlyAlicesChanged() {
    assertThat(KEY.matcher(sent("GET /{bucket}?list-type=2").text()).results())
        .allSatisfy(key -> assertThat(key.group(1)).matches("alice/.*|bob/secret"));
    assertThat(sent("GET /{bucket}/bob/secret").text()).contains(SECRET);
    writes++;
    if (writes % WRITES_BEFORE_EMPTYING == 0) {
      aws.empty();
      putBobs();
    }
  }

  private static void putBobs() {
    assertThat(sent("PUT /{bucket}/bob/secret\n\n" + SECRET).status()).isEqualTo(200);
  }

  private static FuzzedAws.Answer sent(String request) {
    return aws.send(
        RawRequest.parse(request.replace("{bucket}", aws.template().bucketName()))
            .signed(operator));
  }
}
