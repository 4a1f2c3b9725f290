package bucketpass.function;

import bucketpass.function.api.ApiRouter;
import bucketpass.function.api.LoggedResponse;
import bucketpass.function.event.EventReader;
import bucketpass.function.sts.CredentialVendor;
import bucketpass.function.sts.OfflineSts;
import java.time.Duration;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** All of it but the wire, and the two parts that are not of one step alone. */
@State(Scope.Benchmark)
public class VendBenchmark {

  private static final Duration WITHIN = Duration.ofSeconds(6);

  private final Example example = new Example();
  private final ApiRouter api =
      new ApiRouter(
          example.settings.callers(),
          example.settings.grants(),
          new CredentialVendor(
              example.settings.bucket(),
              example.settings.region(),
              example.settings.roleArn(),
              example.settings.kmsKeyArn(),
              example.settings.writeOnceCheck(),
              new OfflineSts(example)),
          Optional.empty(),
          example.clock);
  private final RequestLog log = new RequestLog(example.clock);
  private final MemoryContext context = new MemoryContext();
  private final LoggedResponse answer = answer();

  /** As {@link CredentialsFunction} does it, with STS in memory and no cache before it. */
  @Benchmark
  public Object whole() {
    LoggedResponse vended = answer();
    byte[] reply = vended.reply().toJson();
    log.write(vended, context, WITHIN);
    return reply;
  }

  @Benchmark
  public Object eventToPolicy() {
    return example
        .policy(
            example.grant(Example.get(EventReader.read(example.event())).claims().orElseThrow()))
        .json();
  }

  @Benchmark
  public Object log() {
    log.write(answer, context, WITHIN);
    return context.last();
  }

  private LoggedResponse answer() {
    LoggedResponse answered = api.answer(Example.get(EventReader.read(example.event())), WITHIN);
    if (answered.reply().status() != 200) {
      throw new IllegalStateException(answered.facts().toString());
    }
    return answered;
  }
}
