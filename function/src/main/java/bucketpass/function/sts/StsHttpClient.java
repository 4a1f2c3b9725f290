package bucketpass.function.sts;

import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * AssumeRole over HTTP: signed by the SDK's signer, sent and read here. {@code StsClient} does the
 * same and more, at more than twice the start-up time and twice the time of a warm call
 * (docs/design/aws-sdk.md); a test compares what is sent here with what it sends.
 */
public final class StsHttpClient implements Sts {

  private static final int MAX_ATTEMPTS = 3;
  private static final int FIRST_PAUSE_MILLIS = 100;

  private final URI endpoint;
  private final FunctionCredentials credentials;
  private final StsRequestSigner signer;
  private final StsTransport transport;

  /**
   * @param region where the endpoint is, which the signature names
   * @param environment where the function's own credentials are read from, as Lambda sets them
   * @throws IllegalArgumentException if the endpoint is more than a host
   */
  public StsHttpClient(
      URI endpoint,
      String region,
      UnaryOperator<String> environment,
      Clock clock,
      StsTransport transport) {
    this.endpoint = endpoint;
    this.credentials = new FunctionCredentials(environment, clock);
    this.signer = new StsRequestSigner(endpoint, region, clock);
    this.transport = transport;
  }

  /** Tries up to three times while STS throttles or is away, as long as time is left. */
  @Override
  public Result<StsCredentials> assumeRole(AssumeRoleParameters request, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    for (int attempt = 1; ; attempt++) {
      Result<StsCredentials> outcome = attempt(request, millisUntil(deadline));
      long pause = pauseMillis(attempt);
      if (attempt == MAX_ATTEMPTS || !mayPass(outcome) || millisUntil(deadline) <= pause) {
        return outcome;
      }
      try {
        Thread.sleep(pause); // between attempts, so that a throttling STS is not pressed
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return outcome;
      }
    }
  }

  private Result<StsCredentials> attempt(AssumeRoleParameters request, long millis) {
    AwsCredentialsIdentity own;
    try {
      own = credentials.get();
    } catch (IOException e) {
      return StsErrorMapper.unavailable("the function's own credentials: " + e);
    } catch (IllegalArgumentException e) {
      // Its message is the JDK's, and quotes a token that cannot stand in a header.
      return StsErrorMapper.unavailable(
          "the function's own credentials: " + e.getClass().getName());
    }
    StsXmlResponse answer;
    try {
      byte[] form = AssumeRoleForm.body(request);
      StsTransport.Response response =
          transport.post(endpoint, signer.sign(form, own), form, Duration.ofMillis(millis));
      answer = StsXmlResponse.read(response.status(), response.body());
    } catch (MalformedResponseException e) {
      return StsErrorMapper.failed(e.toString());
    } catch (IOException e) {
      return StsErrorMapper.unavailable(e.toString());
    }
    return answer.succeeded() ? answer.credentials(request) : StsErrorMapper.refusal(answer);
  }

  private static boolean mayPass(Result<StsCredentials> outcome) {
    return outcome instanceof Result.Refused<StsCredentials> refused
        && refused.refusal().reason().passing();
  }

  /**
   * Half of it fixed and half by chance, so that callers refused together do not return together.
   */
  static long pauseMillis(int attempt) {
    long base = (long) FIRST_PAUSE_MILLIS << (attempt - 1);
    return base / 2 + ThreadLocalRandom.current().nextLong(base / 2 + 1);
  }

  static long millisUntil(long deadline) {
    return (deadline - System.nanoTime()) / 1_000_000;
  }
}
