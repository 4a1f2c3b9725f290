package bucketpass.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Every header of ours against the SDK's own signer's, for the requests that STS is sent. */
class StsSignerTest {

  private static final long YEAR_9999 = 253_402_300_799L;

  @Property
  void signs_as_the_sdk_does(
      @ForAll("endpoints") URI endpoint,
      @ForAll("regions") String region,
      @ForAll("keys") AwsKeys keys,
      @ForAll byte[] form,
      @ForAll @LongRange(max = YEAR_9999) long second) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(second, 999_999_999), ZoneOffset.UTC);

    assertThat(new StsSigner(endpoint, region, clock).sign(form, keys))
        .isEqualTo(bySdk(endpoint, region, clock, form, keys));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://h/path", "https://h/?q", "https:///", "sts", "mailto:a@b"})
  void an_endpoint_that_is_not_a_host_alone_is_refused(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StsSigner(URI.create(endpoint), "us-east-1", Clock.systemUTC()))
        .withMessageContaining("AWS_ENDPOINT_URL_STS");
  }

  @Provide
  Arbitrary<URI> endpoints() {
    Arbitrary<String> ports = Arbitraries.of("", ":80", ":443", ":8443", ":1", ":65535");
    Arbitrary<String> hosts =
        Arbitraries.of("127.0.0.1", "sts.eu-central-1.amazonaws.com", "STS.Example.com");
    return Combinators.combine(
            Arbitraries.of("http", "https"), hosts, ports, Arbitraries.of("", "/"))
        .as((scheme, host, port, path) -> URI.create(scheme + "://" + host + port + path));
  }

  @Provide
  Arbitrary<String> regions() {
    return Arbitraries.of("us-east-1", "eu-central-1", "cn-north-1", "eusc-de-east-1");
  }

  @Provide
  Arbitrary<AwsKeys> keys() {
    Arbitrary<String> texts =
        Arbitraries.strings().alpha().numeric().withChars("+/=").ofMinLength(1).ofMaxLength(1_000);
    return Combinators.combine(texts, texts, texts.optional()).as(AwsKeys::new);
  }

  private static Map<String, String> bySdk(
      URI endpoint, String region, Clock clock, byte[] form, AwsKeys keys) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .build();
    Map<String, String> headers = new TreeMap<>();
    AwsV4HttpSigner.create()
        .sign(
            builder ->
                builder
                    .identity(identity(keys))
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(form))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
        .request()
        .forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    headers.remove("host");
    return headers;
  }

  private static AwsCredentialsIdentity identity(AwsKeys keys) {
    return keys.sessionToken().isPresent()
        ? AwsSessionCredentialsIdentity.create(
            keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken().get())
        : AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey());
  }
}
