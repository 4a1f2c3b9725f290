package bucketpass.local.fuzz;

import bucketpass.local.protocol.TestSigner;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any request that Alice signs: Bob's object is neither read nor changed, and none is put beside.
 */
class S3RequestFuzzTest {

  private static BobsSecret bobs;
  private static TestSigner alice;

  @BeforeAll
  static void start() {
    bobs = new BobsSecret(S3RequestFuzzTest.class);
    alice = bobs.aws().signer(bobs.alice(), "s3");
  }

  @AfterAll
  static void stop() {
    bobs.close();
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
                .replace("{bucket}", bobs.aws().template().bucketName()));

    bobs.send(request.signed(alice));
    if (!request.method().equals("GET")) {
      bobs.assertOnlyAlicesChanged();
    }
  }
}
