package bucketpass.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bucketpass.client.BucketpassCredentials;
import bucketpass.client.BucketpassCredentialsProvider;
import bucketpass.client.TokenProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The client module against the real API, STS and S3 of the local application. */
class ProviderTest {

  @Test
  @Timeout(60)
  void renews_a_token_that_has_ended_and_credentials_before_they_end() throws Exception {
    try (Stack stack =
            new Stack(Path.of("..").toAbsolutePath().normalize(), Duration.ofMinutes(-8));
        BucketpassCredentialsProvider provider =
            BucketpassCredentialsProvider.builder(stack.application().api(), ended(stack))
                .duration(Duration.ofMinutes(15))
                .clock(stack.clock())
                .build();
        S3Client s3 = s3(stack, provider)) {
      BucketpassCredentials first = provider.vended();
      upload(s3, first, "first");

      stack.passHalfOfASession();
      String renewed = awaitAnother(provider, first.credentials().accessKeyId());
      stack.passHalfOfASession();
      upload(s3, first, "second");

      assertThat(stack.vended()).contains(first.credentials().accessKeyId(), renewed);
      try (S3Client old = s3(stack, StaticCredentialsProvider.create(first.credentials()))) {
        assertThatExceptionOfType(S3Exception.class)
            .isThrownBy(() -> upload(old, first, "third"))
            .matches(e -> e.awsErrorDetails().errorCode().equals("ExpiredToken"));
      }
    }
  }

  /** Renewal goes on in the background of asks. */
  private static String awaitAnother(BucketpassCredentialsProvider provider, String key)
      throws InterruptedException {
    String current = provider.vended().credentials().accessKeyId();
    while (current.equals(key)) {
      Thread.sleep(100); // as an app's next request would come a little later
      current = provider.vended().credentials().accessKeyId();
    }
    return current;
  }

  /** A token that the authorizer refuses, until it is renewed. */
  private static TokenProvider ended(Stack stack) {
    return new TokenProvider() {
      @Override
      public String current() {
        return "a.token.that-has-ended";
      }

      @Override
      public String renewed() throws IOException {
        try {
          return stack.idToken("alice");
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };
  }

  private static S3Client s3(Stack stack, AwsCredentialsProvider credentials) {
    return S3Client.builder()
        .endpointOverride(stack.application().s3())
        .forcePathStyle(true)
        .region(Region.of(stack.application().region()))
        .credentialsProvider(credentials)
        .build();
  }

  private static void upload(S3Client s3, BucketpassCredentials pass, String name) {
    s3.putObject(
        put -> put.bucket(pass.bucket()).key(pass.prefix() + name), RequestBody.fromString(name));
  }
}
