package bucketpass.function.sts;

import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.function.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Does what {@link StsHttpClient} does without a network: form, signature, response. */
public final class OfflineSts implements Sts {

  static final URI ENDPOINT = URI.create("https://sts.us-east-1.amazonaws.com");
  static final String REGION = "us-east-1";
  static final AwsCredentialsIdentity CREDENTIALS =
      AwsSessionCredentialsIdentity.create(
          System.getenv("AWS_ACCESS_KEY_ID"),
          System.getenv("AWS_SECRET_ACCESS_KEY"),
          System.getenv("AWS_SESSION_TOKEN"));

  private final StsRequestSigner signer = new StsRequestSigner(ENDPOINT, REGION, Clock.systemUTC());
  private final byte[] answer;

  public OfflineSts(Example example) {
    this.answer = example.answer();
  }

  /**
   * @throws IllegalStateException if the signature is missing, which also keeps it from being left
   *     out as unused
   */
  @Override
  public Result<StsCredentials> assumeRole(AssumeRoleParameters request, Duration within) {
    if (!signer.sign(AssumeRoleForm.body(request), CREDENTIALS).containsKey("authorization")) {
      throw new IllegalStateException("not signed");
    }
    try {
      return StsXmlResponse.read(200, answer).credentials(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
