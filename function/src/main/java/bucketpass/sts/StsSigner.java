package bucketpass.sts;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs a form for STS with the SDK's own signer.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature
 *     Version 4</a>
 */
final class StsSigner {

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final URI endpoint;
  private final String region;
  private final Clock clock;

  StsSigner(URI endpoint, String region, Clock clock) {
    this.endpoint = endpoint;
    this.region = region;
    this.clock = clock;
  }

  /** The headers that a POST of this form needs. */
  Map<String, String> sign(byte[] form, AwsKeys keys) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .build();
    SignedRequest signed =
        signer.sign(
            SignRequest.builder(identity(keys))
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(form))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock)
                .build());
    Map<String, String> headers = new HashMap<>();
    signed.request().forEachHeader((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }

  private static AwsCredentialsIdentity identity(AwsKeys keys) {
    return keys.sessionToken().isPresent()
        ? AwsSessionCredentialsIdentity.create(
            keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken().get())
        : AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey());
  }
}
