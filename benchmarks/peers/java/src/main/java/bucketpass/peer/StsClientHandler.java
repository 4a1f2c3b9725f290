package bucketpass.peer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/** The same job as a Java team would first write it: typed events, {@code StsClient}, databind. */
public final class StsClientHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  private static final String BUCKET = System.getenv("BUCKETPASS_BUCKET");
  private static final String ROLE_ARN = System.getenv("BUCKETPASS_ROLE_ARN");
  private static final String ISSUER = System.getenv("BUCKETPASS_ISSUER");
  private static final String AUDIENCE = System.getenv("BUCKETPASS_AUDIENCE");

  private final StsClient sts =
      StsClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    Map<String, String> claims = event.getRequestContext().getAuthorizer().getJwt().getClaims();
    String sub = claims.get("sub");
    boolean valid =
        ISSUER.equals(claims.get("iss"))
            && AUDIENCE.equals(claims.get("aud"))
            && "id".equals(claims.get("token_use"))
            && Long.parseLong(claims.get("exp")) > Instant.now().getEpochSecond()
            && sub.matches("[A-Za-z0-9-]+");
    if (!valid) {
      return reply(403, Map.of("Message", "These claims are not accepted."));
    }
    String prefix = sub + "/";
    Credentials credentials =
        sts.assumeRole(
                request ->
                    request
                        .roleArn(ROLE_ARN)
                        .roleSessionName(sub)
                        .sourceIdentity(sub)
                        .durationSeconds(3600)
                        .policy(policyFor(prefix).toJson())
                        .tags(tag("prefix", prefix), tag("access", "/list/read/put/delete/")))
            .credentials();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Version", 1);
    body.put("AccessKeyId", credentials.accessKeyId());
    body.put("SecretAccessKey", credentials.secretAccessKey());
    body.put("SessionToken", credentials.sessionToken());
    body.put("Expiration", credentials.expiration().toString());
    body.put("Bucket", BUCKET);
    body.put("Prefix", prefix);
    return reply(200, body);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static IamPolicy policyFor(String prefix) {
    return IamPolicy.builder()
        .addStatement(
            objects ->
                objects
                    .effect(IamEffect.ALLOW)
                    .addAction("s3:GetObject")
                    .addAction("s3:PutObject")
                    .addAction("s3:DeleteObject")
                    .addAction("s3:AbortMultipartUpload")
                    .addAction("s3:ListMultipartUploadParts")
                    .addResource("arn:aws:s3:::" + BUCKET + "/" + prefix + "*"))
        .addStatement(
            listing ->
                listing
                    .effect(IamEffect.ALLOW)
                    .addAction("s3:ListBucket")
                    .addResource("arn:aws:s3:::" + BUCKET)
                    .addCondition(IamConditionOperator.STRING_LIKE, "s3:prefix", prefix + "*"))
        .build();
  }

  private APIGatewayV2HTTPResponse reply(int status, Map<String, Object> body) {
    try {
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(status)
          .withHeaders(Map.of("content-type", "application/json", "cache-control", "no-store"))
          .withBody(mapper.writeValueAsString(body))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
