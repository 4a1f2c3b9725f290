package bucketpass.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The AWS SDK for Java, told nothing: endpoint and credentials' address are in the environment. */
final class JavaSdk {

  private static final String BUCKET = System.getenv("BUCKET");
  private static final String PREFIX = System.getenv("PREFIX");
  private static final String OUTSIDE = System.getenv("OUTSIDE");

  private JavaSdk() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("version " + VersionInfo.SDK_VERSION);
    try (S3Client s3 = S3Client.create()) {
      playRound(s3, 1);
      for (int n = 2; n <= 3; n++) {
        if (System.in.read() < 0) {
          throw new IOException("nobody said to go on");
        }
        playRound(s3, n);
      }
    }
  }

  static void playRound(S3Client s3, int n) {
    String key = PREFIX + "java-" + n + ".txt";
    s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString("hello"));
    assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET).prefix(PREFIX)).contents())
        .extracting(S3Object::key)
        .contains(key);
    assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asUtf8String())
        .isEqualTo("hello");
    String outside = OUTSIDE + "java.txt";
    refused(() -> s3.putObject(b -> b.bucket(BUCKET).key(outside), RequestBody.empty()));
    refused(() -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(outside)));
    refused(() -> s3.listObjectsV2(b -> b.bucket(BUCKET).prefix(OUTSIDE)));
    System.out.println("round");
  }

  private static void refused(ThrowingCallable call) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(call)
        .matches(e -> e.awsErrorDetails().errorCode().equals("AccessDenied"));
  }
}
