package bucketpass.function.api;

import bucketpass.function.Example;
import bucketpass.function.sts.OfflineSts;
import bucketpass.function.sts.StsCredentials;
import bucketpass.function.sts.VendedCredentials;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From credentials to the bytes for API Gateway, beside jackson-databind. */
@State(Scope.Benchmark)
public class FormatBenchmark {

  private final Example example = new Example();
  private final VendedCredentials vend =
      new VendedCredentials(
          "example-bucket",
          "us-east-1",
          example.grant(),
          Example.get(
              new OfflineSts(example).assumeRole(example.request(), Duration.ofSeconds(6))));
  private final ObjectMapper mapper = new ObjectMapper();

  @Benchmark
  public Object bucketpass() {
    return ResponseFormat.JSON.reply(vend).toJson();
  }

  @Benchmark
  public Object peer() throws JsonProcessingException {
    StsCredentials credentials = vend.credentials();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Version", 1);
    body.put("AccessKeyId", credentials.accessKeyId());
    body.put("SecretAccessKey", credentials.secretAccessKey());
    body.put("SessionToken", credentials.sessionToken());
    body.put("Token", credentials.sessionToken());
    body.put("Expiration", credentials.expiration().toString());
    body.put("AccountId", credentials.accountId());
    body.put("Bucket", vend.bucket());
    body.put("Region", vend.region());
    body.put("Prefix", vend.grant().prefix().value());
    body.put("Access", vend.grant().access().id());
    body.put("RefreshAfter", credentials.refreshAfter().toString());
    body.put("PackedPolicySize", credentials.packedPolicySize());
    return mapper.writeValueAsBytes(
        APIGatewayV2HTTPResponse.builder()
            .withStatusCode(200)
            .withHeaders(
                Map.of(
                    "Content-Type", "application/json",
                    "Cache-Control", "no-store",
                    "X-Content-Type-Options", "nosniff"))
            .withBody(mapper.writeValueAsString(body))
            .build());
  }
}
