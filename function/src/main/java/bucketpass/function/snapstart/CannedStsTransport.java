package bucketpass.function.snapstart;

import bucketpass.function.sts.StsTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Returns one prepared response with credentials that open nothing. It sends nothing. */
final class CannedStsTransport implements StsTransport {

  private static final String CREDENTIALS =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/priming/priming</Arn></AssumedRoleUser>
      <Credentials><AccessKeyId>priming</AccessKeyId><SecretAccessKey>priming</SecretAccessKey>
      <SessionToken>priming</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
      <PackedPolicySize>1</PackedPolicySize></AssumeRoleResult></AssumeRoleResponse>
      """;

  @Override
  public Response post(URI endpoint, Map<String, String> headers, byte[] body, Duration timeout) {
    return new Response(200, CREDENTIALS.getBytes(StandardCharsets.US_ASCII));
  }
}
