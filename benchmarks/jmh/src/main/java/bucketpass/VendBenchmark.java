package bucketpass;

import bucketpass.api.Answer;
import bucketpass.api.Api;
import bucketpass.api.EventReader;
import bucketpass.api.Vending;
import bucketpass.sts.OfflineSts;
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
  private final Api api =
      new Api(
          example.settings.callers(),
          example.settings.grants(),
          new Vending(
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
  private final Answer answer = answer();

  /** As {@link CredentialsFunction} does it, with STS in memory and no cache before it. */
  @Benchmark
  public Object whole() {
    Answer vended = answer();
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

  private Answer answer() {
    Answer answered = api.answer(Example.get(EventReader.read(example.event())), WITHIN);
    if (answered.reply().status() != 200) {
      throw new IllegalStateException(answered.facts().toString());
    }
    return answered;
  }
}
