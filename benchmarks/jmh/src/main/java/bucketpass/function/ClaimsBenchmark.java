package bucketpass.function;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From claims, by way of caller and grant, to the policy's text. */
@State(Scope.Benchmark)
public class ClaimsBenchmark {

  private final Example example = new Example();

  @Benchmark
  public Object bucketpass() {
    return example.policy(example.grant(example.claims())).json();
  }
}
