package bucketpass.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import bucketpass.json.Timestamp;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the one request that STS is sent: a form, posted to the root of its endpoint. The SDK's
 * signer does it for any request and comes in eleven jars: half of the package, and a tenth or more
 * of a cold start's CPU time (benchmarks/NOTES.md). A test holds each header made here to what it
 * makes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
final class StsSigner {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private final String host;
  private final String region;
  private final Clock clock;

  /**
   * @throws IllegalArgumentException if the endpoint has no host, or a path or query
   */
  StsSigner(URI endpoint, String region, Clock clock) {
    if (endpoint.getHost() == null
        || endpoint.getRawQuery() != null
        || !(endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/"))) {
      throw new IllegalArgumentException("AWS_ENDPOINT_URL_STS: must be a host alone");
    }
    this.host = host(endpoint);
    this.region = region;
    this.clock = clock;
  }

  /** As HTTP's Host header has it: without the port that the scheme implies. */
  private static String host(URI endpoint) {
    int implied = endpoint.getScheme().equals("https") ? 443 : 80;
    return endpoint.getPort() < 0 || endpoint.getPort() == implied
        ? endpoint.getHost()
        : endpoint.getHost() + ":" + endpoint.getPort();
  }

  /** The headers that a POST of this form needs, beside Host and Content-Length. */
  Map<String, String> sign(byte[] form, AwsKeys keys) {
    String now = Timestamp.of(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    String time = now.replace("-", "").replace(":", "");
    String date = time.substring(0, 8);
    String hash = hex(sha256(form));
    Map<String, String> headers = new TreeMap<>(); // SigV4 wants them in this order
    headers.put("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    headers.put("host", host);
    headers.put("x-amz-content-sha256", hash);
    headers.put("x-amz-date", time);
    if (keys.sessionToken().isPresent()) {
      headers.put("x-amz-security-token", keys.sessionToken().get());
    }
    String names = String.join(";", headers.keySet());
    StringBuilder request = new StringBuilder("POST\n/\n\n");
    headers.forEach((name, value) -> request.append(name + ':' + value + '\n'));
    request.append('\n' + names + '\n' + hash);

    List<String> scopes = List.of(date, region, "sts", "aws4_request");
    String scope = String.join("/", scopes);
    String text = String.join("\n", ALGORITHM, time, scope, hex(sha256(bytes(request.toString()))));
    byte[] key = bytes("AWS4" + keys.secretAccessKey());
    Mac mac = mac();
    for (String part : scopes) {
      key = hmac(mac, key, part);
    }
    headers.remove("host"); // the connection's to send
    headers.put(
        "authorization",
        ALGORITHM
            + (" Credential=" + keys.accessKeyId() + "/" + scope)
            + (", SignedHeaders=" + names)
            + (", Signature=" + hex(hmac(mac, key, text))));
    return headers;
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  private static Mac mac() {
    try {
      return Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  private static byte[] hmac(Mac mac, byte[] key, String text) {
    try {
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // any bytes are a key
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
