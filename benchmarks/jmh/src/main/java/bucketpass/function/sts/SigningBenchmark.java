package bucketpass.function.sts;

import bucketpass.function.Example;
import java.time.Clock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Signing the form for STS, by the SDK's signer. */
@State(Scope.Benchmark)
public class SigningBenchmark {

  private final byte[] form = AssumeRoleForm.body(new Example().request());
  private final StsRequestSigner signer =
      new StsRequestSigner(OfflineSts.ENDPOINT, OfflineSts.REGION, Clock.systemUTC());

  @Benchmark
  public Object bucketpass() {
    return signer.sign(form, OfflineSts.CREDENTIALS);
  }
}
