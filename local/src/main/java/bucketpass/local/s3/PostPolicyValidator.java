package bucketpass.local.s3;

import bucketpass.local.protocol.AwsErrorException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.auth.PostPolicy;

/**
 * Holds a form to the policy that was signed with it: the signature alone would pass any form.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">POST
 *     policy</a>
 */
final class PostPolicyValidator {
  private static final JsonMapper JSON = new JsonMapper();

  private PostPolicyValidator() {}

  /** Refuses a form that its policy does not describe, or that comes too late. */
  static void check(PostObjectForm form, Instant now) throws IOException {
    byte[] text = form.policy().getBytes(StandardCharsets.UTF_8);
    try {
      PostPolicy policy = PostPolicy.parse(text);
      // S3Proxy asks the machine's clock; the account may go by another one.
      if (!now.isBefore(expiration(text))) {
        throw new AwsErrorException(
            403, "AccessDenied", "Invalid according to Policy: Policy expired.");
      }
      policy.evaluate(form.fields(), form.file().length().getAsLong());
    } catch (S3ProxyException e) {
      throw new AwsErrorException(
          e.statusCode(), e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
    }
  }

  /** That there is one, and that it is an instant, has been seen to. */
  private static Instant expiration(byte[] policy) throws IOException {
    return Instant.parse(
        JSON.readTree(Base64.getMimeDecoder().decode(policy)).get("expiration").asText());
  }
}
