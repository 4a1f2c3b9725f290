package bucketpass.function.sts;

import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.function.Example;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Tag;

/** The whole call but for the wire, beside {@code StsClient} over the same answer in memory. */
@State(Scope.Benchmark)
public class AssumeRoleBenchmark {

  private final Example example = new Example();
  private final AssumeRoleParameters request = example.request();
  private final Sts sts = new OfflineSts(example);
  private final StsClient client =
      StsClient.builder()
          .region(Region.of(OfflineSts.REGION))
          .endpointOverride(OfflineSts.ENDPOINT)
          .httpClient(new Memory(example.answer()))
          .build();

  @Benchmark
  public Object bucketpass() {
    return Example.get(sts.assumeRole(request, Duration.ofSeconds(6)));
  }

  @Benchmark
  public Object peer() {
    return client
        .assumeRole(
            call ->
                call.roleArn(request.roleArn())
                    .roleSessionName(request.sessionName())
                    .sourceIdentity(request.sessionName())
                    .durationSeconds(request.seconds())
                    .policy(request.policy())
                    .tags(tag("prefix", request.prefix()), tag("access", request.access())))
        .credentials();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** In place of a network. */
  private static final class Memory implements SdkHttpClient {

    private final byte[] answer;

    Memory(byte[] answer) {
      this.answer = answer;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(
                  SdkHttpResponse.builder()
                      .statusCode(200)
                      .putHeader("Content-Type", "text/xml")
                      .build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
              .build();
        }

        @Override
        public void abort() {
          // There is nothing to stop.
        }
      };
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
