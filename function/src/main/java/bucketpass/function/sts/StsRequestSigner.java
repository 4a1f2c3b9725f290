package bucketpass.function.sts;

import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs the form that STS is sent, by the SDK's SigV4 signer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
final class StsRequestSigner {

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final URI endpoint;
  private final String region;
  private final Clock clock;

  /**
   * @param region the region that the signature names
   * @throws IllegalArgumentException if the endpoint has no host, or a path or query
   */
  StsRequestSigner(URI endpoint, String region, Clock clock) {
    this.endpoint = StsEndpoints.requireHostOnly(endpoint);
    this.region = region;
    this.clock = clock;
  }

  /**
   * Returns the headers that a POST of this form needs, by their names in lower case. Host is
   * signed too, but the connection sends it.
   */
  Map<String, String> sign(byte[] form, AwsCredentialsIdentity credentials) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .build();
    Map<String, String> headers = new TreeMap<>();
    signer
        .sign(
            call ->
                call.identity(credentials)
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArrayUnsafe(form))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
        .request()
        .forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    headers.remove("host");
    return headers;
  }
}
