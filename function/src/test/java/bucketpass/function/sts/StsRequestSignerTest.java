package bucketpass.function.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * The signature is computed once more from AWS's description of it, over what STS gets: that the
 * SDK's signer is asked for the right thing is what is tested here.
 */
class StsRequestSignerTest {

  private static final long YEAR_9999 = 253_402_300_799L;

  @Property(tries = 200)
  void each_header_that_sts_gets_is_signed(
      @ForAll("endpoints") URI endpoint,
      @ForAll("regions") String region,
      @ForAll("texts") String secret,
      @ForAll("tokens") Optional<String> token,
      @ForAll byte[] form,
      @ForAll @LongRange(max = YEAR_9999) long second)
      throws GeneralSecurityException {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(second, 999_999_999), ZoneOffset.UTC);
    AwsCredentialsIdentity credentials =
        token.isPresent()
            ? AwsSessionCredentialsIdentity.create("AKIA", secret, token.get())
            : AwsCredentialsIdentity.create("AKIA", secret);

    Map<String, String> headers =
        new StsRequestSigner(endpoint, region, clock).sign(form, credentials);

    Map<String, String> received = new TreeMap<>(headers);
    String authorization = received.remove("authorization");
    received.put("host", host(endpoint));
    assertThat(headers).doesNotContainKey("host");
    assertThat(Optional.ofNullable(headers.get("x-amz-security-token"))).isEqualTo(token);
    assertThat(headers.get("x-amz-content-sha256")).isEqualTo(hex(sha256(form)));
    assertThat(authorization).isEqualTo(authorization(received, region, secret, hex(sha256(form))));
  }

  @ParameterizedTest
  @CsvSource({
    "https://sts.us-east-1.amazonaws.com,sts.us-east-1.amazonaws.com",
    "https://h:443,h",
    "http://h:80,h",
    "https://h:80,h:80",
    "http://h:443,h:443",
    "http://127.0.0.1:8443/,127.0.0.1:8443"
  })
  void host_is_signed_as_http_sends_it(URI endpoint, String host) throws GeneralSecurityException {
    Map<String, String> received =
        new TreeMap<>(
            new StsRequestSigner(endpoint, "us-east-1", Clock.systemUTC())
                .sign(new byte[0], AwsCredentialsIdentity.create("AKIA", "secret")));
    String authorization = received.remove("authorization");
    String hash = hex(sha256(new byte[0]));

    received.put("host", host);
    assertThat(authorization)
        .contains("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date,")
        .isEqualTo(authorization(received, "us-east-1", "secret", hash));
    received.put("host", "elsewhere");
    assertThat(authorization).isNotEqualTo(authorization(received, "us-east-1", "secret", hash));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/path",
        "https://h/?q",
        "https://h/#f",
        "https://u@h/",
        "https:///",
        "sts",
        "ftp://h",
        "mailto:a@b"
      })
  void endpoint_that_is_more_or_less_than_a_host_is_refused(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new StsRequestSigner(URI.create(endpoint), "us-east-1", Clock.systemUTC()))
        .withMessageContaining("a host only");
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
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .alpha()
        .numeric()
        .withChars("+/=")
        .ofMinLength(1)
        .ofMaxLength(1_000);
  }

  @Provide
  Arbitrary<Optional<String>> tokens() {
    return texts().optional();
  }

  private static String host(URI endpoint) {
    int implied = endpoint.getScheme().equals("https") ? 443 : 80;
    return endpoint.getPort() < 0 || endpoint.getPort() == implied
        ? endpoint.getHost()
        : endpoint.getHost() + ":" + endpoint.getPort();
  }

  private static String authorization(
      Map<String, String> received, String region, String secret, String hash)
      throws GeneralSecurityException {
    String time = received.get("x-amz-date");
    String date = time.substring(0, 8);
    String scope = date + "/" + region + "/sts/aws4_request";
    String names = String.join(";", received.keySet());
    StringBuilder canonical = new StringBuilder("POST\n/\n\n");
    received.forEach((name, value) -> canonical.append(name + ":" + value + "\n"));
    canonical.append("\n" + names + "\n" + hash);
    String text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            time,
            scope,
            hex(sha256(canonical.toString().getBytes(UTF_8))));
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return "AWS4-HMAC-SHA256 Credential=AKIA/"
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + hex(hmac(key, text));
  }

  private static byte[] sha256(byte[] data) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(data);
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
