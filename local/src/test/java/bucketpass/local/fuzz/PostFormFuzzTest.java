package bucketpass.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.protocol.SigV4Signature.Scope;
import bucketpass.local.protocol.SigningKey;
import bucketpass.local.protocol.TestSigner;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any form, with any policy that Alice signs: it puts nothing beside hers, and nothing at all
 * without the signature. The kept inputs are the policy, an empty line, and the form.
 */
class PostFormFuzzTest {

  private static BobsSecret bobs;

  @BeforeAll
  static void start() {
    bobs = new BobsSecret(PostFormFuzzTest.class);
  }

  @AfterAll
  static void stop() {
    bobs.close();
  }

  @DictionaryEntries({
    "--b",
    "Content-Disposition: form-data; name=",
    "; filename=",
    "{signed}",
    "{conditions}",
    "{later}",
    "[\"starts-with\",\"$key\",\"\"]",
    "[\"content-length-range\",0,9]",
    "${filename}",
    "key",
    "file",
    "bucket",
    "bob/secret",
    "../",
    "tagging",
    "acl",
    "policy",
    "x-amz-copy-source",
    "x-amz-meta-",
    "x-amz-checksum-crc32",
    "success_action_redirect",
    "success_action_status",
    "--b--"
  })
  @FuzzTest
  void is_answered_or_refused(byte[] bytes) {
    String[] policyAndForm =
        new String(bytes, StandardCharsets.UTF_8)
            .replace("{bucket}", bobs.aws().template().bucketName())
            .split("\n\n", 2);
    String form = policyAndForm.length < 2 ? "" : policyAndForm[1];
    Map<String, String> signed = signed(policyAndForm[0]);

    bobs.send(request(form, signed));
    bobs.assertOnlyAlicesChanged();

    signed.put("x-amz-signature", "0".repeat(64));
    assertThat(bobs.send(request(form, signed)).status()).isBetween(400, 499);
  }

  private static RawRequest request(String form, Map<String, String> signed) {
    String body = form.replace("{signed}", parts(signed)).replace("\n", "\r\n");
    return RawRequest.parse(
        "POST /%s\ncontent-type: multipart/form-data; boundary=b\n\n%s"
            .formatted(bobs.aws().template().bucketName(), body));
  }

  private static String parts(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                "--b\nContent-Disposition: form-data; name=\"%s\"\n\n%s\n"
                    .formatted(field.getKey(), field.getValue()))
        .collect(Collectors.joining());
  }

  /** The fields that make a form Alice's; the policy has to name all of them but two. */
  private static Map<String, String> signed(String policy) {
    Instant now = Instant.now();
    String timestamp = TestSigner.timestamp(now);
    Scope scope = new Scope(timestamp.substring(0, 8), bobs.aws().template().region(), "s3");
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.put("x-amz-credential", bobs.alice().accessKeyId() + "/" + scope);
    fields.put("x-amz-date", timestamp);
    fields.put("x-amz-security-token", bobs.alice().sessionToken().orElseThrow());
    String conditions =
        fields.keySet().stream()
            .map(name -> "[\"starts-with\",\"$" + name + "\",\"\"]")
            .collect(Collectors.joining(","));
    String encoded =
        Base64.getEncoder()
            .encodeToString(
                policy
                    .replace("{conditions}", conditions)
                    .replace("{later}", now.plusSeconds(60).toString())
                    .getBytes(StandardCharsets.UTF_8));
    fields.put("policy", encoded);
    fields.put(
        "x-amz-signature",
        SigningKey.sign(SigningKey.signingKey(bobs.alice().secretAccessKey(), scope), encoded));
    return fields;
  }
}
