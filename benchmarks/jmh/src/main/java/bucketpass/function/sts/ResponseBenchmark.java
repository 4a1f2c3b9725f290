package bucketpass.function.sts;

import bucketpass.function.Example;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From STS's XML to credentials. The SDK's parser cannot be called by itself. */
@State(Scope.Benchmark)
public class ResponseBenchmark {

  private final Example example = new Example();

  @Benchmark
  public Object bucketpass() throws IOException {
    return Example.get(StsXmlResponse.read(200, example.answer()).credentials(example.request()));
  }
}
