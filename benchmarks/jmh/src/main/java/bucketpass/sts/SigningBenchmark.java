package bucketpass.sts;

import bucketpass.Example;
import java.net.URI;
import java.time.Clock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signing the form for STS, beside the SDK's own signer. */
@State(Scope.Benchmark)
public class SigningBenchmark {

  private final byte[] form = new Example().request().body();
  private final AwsKeys keys = OfflineSts.KEYS;
  private final StsSigner signer =
      new StsSigner(OfflineSts.ENDPOINT, OfflineSts.REGION, Clock.systemUTC());
  private final AwsV4HttpSigner peer = AwsV4HttpSigner.create();
  private final URI endpoint = OfflineSts.ENDPOINT;

  @Benchmark
  public Object bucketpass() {
    return signer.sign(form, keys);
  }

  @Benchmark
  public Object peer() {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .build();
    AwsSessionCredentialsIdentity identity =
        AwsSessionCredentialsIdentity.create(
            keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken().orElseThrow());
    return peer.sign(
        sign ->
            sign.identity(identity)
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(form))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                .putProperty(AwsV4HttpSigner.REGION_NAME, OfflineSts.REGION));
  }
}
