package bucketpass.e2e.conformance;

import bucketpass.local.protocol.SigV4Signature;
import bucketpass.local.protocol.SigningKey;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * A browser's form that uploads a file, signed as the SDKs do it and then bent; the SDK for Java
 * has none.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html">Browser-based
 *     uploads using POST</a>
 */
final class Forms {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String BOUNDARY = "conformance-boundary";
  private static final String CONTENT = "changed";
  private static final List<String> SIGNATURE = List.of("policy", "x-amz-signature");

  private final Operations.At at;
  private final AwsCredentials keys;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final ArrayNode conditions = JSON.createArrayNode();
  private final SigV4Signature.Scope scope;
  private Instant expiration = Instant.now().plus(Duration.ofMinutes(5));
  private String fileName = "file.txt";

  private Forms(Operations.At at) {
    this.at = at;
    this.keys = at.client().keys().resolveCredentials();
    String timestamp = TIMESTAMP.format(Instant.now());
    this.scope = new SigV4Signature.Scope(timestamp.substring(0, 8), at.client().region(), "s3");
    fields.put("key", at.key());
    fields.put("x-amz-algorithm", SigV4Signature.ALGORITHM);
    fields.put("x-amz-credential", keys.accessKeyId() + "/" + scope);
    fields.put("x-amz-date", timestamp);
    if (keys instanceof AwsSessionCredentials session) {
      fields.put("x-amz-security-token", session.sessionToken());
    }
    fields.forEach(this::condition);
    condition("bucket", at.bucket());
  }

  /** A form whose policy names all its fields as they are. */
  static Forms to(Operations.At at) {
    return new Forms(at);
  }

  private void condition(String field, String value) {
    conditions.add(JSON.createObjectNode().put(field, value));
  }

  private void removeCondition(String field) {
    for (int i = conditions.size() - 1; i >= 0; i--) {
      if (conditions.get(i).has(field)) {
        conditions.remove(i);
      }
    }
  }

  private String folder() {
    return at.key().substring(0, at.key().lastIndexOf('/') + 1);
  }

  /** The policy signs the folder alone. */
  Forms ofFolder() {
    removeCondition("key");
    conditions.add(JSON.createArrayNode().add("starts-with").add("$key").add(folder()));
    return this;
  }

  /** The same, and the browser's file gives the key its end. */
  Forms withFileName() {
    fileName = at.key().substring(folder().length());
    fields.put("key", folder() + "${filename}");
    return ofFolder();
  }

  /** The policy signs a key in the session's own prefix, and the form has its own. */
  Forms withAnotherKeySigned() {
    removeCondition("key");
    condition("key", at.prefix() + "signed.txt");
    return this;
  }

  Forms withAnotherBucketSigned() {
    removeCondition("bucket");
    condition("bucket", at.bucket() + "2");
    return this;
  }

  Forms withFieldUnsigned() {
    fields.put("x-amz-meta-more", "x");
    return this;
  }

  Forms withField(String name, String value) {
    fields.put(name, value);
    condition(name, value);
    return this;
  }

  /** The request itself has the header, which a form's policy does not know. */
  Forms ifNoneMatch() {
    headers.put("If-None-Match", "*");
    return this;
  }

  Forms atMost(int bytes) {
    conditions.add(JSON.createArrayNode().add("content-length-range").add(0).add(bytes));
    return this;
  }

  Forms atLeast(int bytes) {
    conditions.add(JSON.createArrayNode().add("content-length-range").add(bytes).add(1000));
    return this;
  }

  Forms expired() {
    expiration = Instant.now().minusSeconds(1);
    return this;
  }

  /** The policy is another one than was signed. */
  Forms tampered() {
    sign();
    fields.put("policy", base64(policy().put("expiration", "2099-01-01T00:00:00Z")));
    return this;
  }

  Forms withoutToken() {
    fields.remove("x-amz-security-token");
    removeCondition("x-amz-security-token");
    return this;
  }

  /** The least that anybody can send. */
  Forms unsigned() {
    fields.keySet().retainAll(List.of("key"));
    SIGNATURE.forEach(name -> fields.put(name, ""));
    return this;
  }

  private ObjectNode policy() {
    ObjectNode policy = JSON.createObjectNode().put("expiration", expiration.toString());
    policy.set("conditions", conditions);
    return policy;
  }

  private static String base64(ObjectNode policy) {
    return Base64.getEncoder().encodeToString(policy.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void sign() {
    String policy = base64(policy());
    fields.put("policy", policy);
    fields.put(
        "x-amz-signature",
        SigningKey.sign(SigningKey.signingKey(keys.secretAccessKey(), scope), policy));
  }

  /** Sends the form as a browser does. */
  void send() {
    if (!fields.keySet().containsAll(SIGNATURE)) {
      sign();
    }
    fields.values().removeIf(String::isEmpty);
    StringBuilder form = new StringBuilder();
    fields.forEach((name, value) -> part(form, "name=\"%s\"".formatted(name), value));
    part(form, "name=\"file\"; filename=\"%s\"".formatted(fileName), CONTENT);
    form.append("--").append(BOUNDARY).append("--\r\n");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(bucket())
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofString(form.toString()));
    headers.forEach(request::header);
    Urls.send(request);
  }

  private static void part(StringBuilder form, String disposition, String value) {
    form.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; ");
    form.append(disposition).append("\r\n\r\n").append(value).append("\r\n");
  }

  private URI bucket() {
    return at.client()
        .endpoint()
        .map(uri -> URI.create(uri + "/" + at.bucket()))
        .orElseGet(
            () ->
                URI.create(
                    "https://%s.s3.%s.amazonaws.com/"
                        .formatted(at.bucket(), at.client().region())));
  }
}
