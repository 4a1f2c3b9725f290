package bucketpass.sts;

import bucketpass.outcome.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * STS over the JDK's own HTTP client. {@code StsClient} does the same and more, at more than twice
 * the start-up time and twice the time of a warm call (benchmarks/RESULTS.md); a test holds what is
 * sent here to what it sends.
 */
public final class HttpSts implements Sts {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 2_500;
  private static final int MAX_ATTEMPTS = 3;
  private static final int FIRST_PAUSE_MILLIS = 100;
  private static final int MAX_BYTES = 65_536;

  private final URI endpoint;
  private final FunctionKeys keys;
  private final StsSigner signer;

  /**
   * @param region where the endpoint is, which the signature names
   * @param environment where the function's own keys are read from, as Lambda sets them
   */
  public HttpSts(URI endpoint, String region, UnaryOperator<String> environment, Clock clock) {
    this.endpoint = endpoint;
    this.keys = new FunctionKeys(environment, clock);
    this.signer = new StsSigner(endpoint, region, clock);
  }

  /** Tries up to three times while STS throttles or is away, as long as time is left. */
  @Override
  public Outcome<VendedCredentials> assumeRole(AssumeRoleRequest request, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    for (int attempt = 1; ; attempt++) {
      Outcome<VendedCredentials> outcome = attempt(request, millisUntil(deadline));
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

  private Outcome<VendedCredentials> attempt(AssumeRoleRequest request, long millis) {
    AwsKeys own;
    try {
      own = keys.get();
    } catch (IOException e) {
      return StsErrors.unavailable("the function's own credentials: " + e);
    } catch (IllegalArgumentException e) {
      // Its message is the JDK's, and quotes a token that cannot stand in a header.
      return StsErrors.unavailable("the function's own credentials: " + e.getClass().getName());
    }
    StsAnswer answer;
    try {
      answer = send(request.body(), own, millis);
    } catch (StsAnswer.Garbled e) {
      return StsErrors.failed(e.toString());
    } catch (IOException e) {
      return StsErrors.unavailable(e.toString());
    }
    return answer.succeeded() ? answer.credentials(request) : StsErrors.refusal(answer);
  }

  private StsAnswer send(byte[] body, AwsKeys own, long millis) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setConnectTimeout((int) Math.max(1, Math.min(CONNECT_MILLIS, millis)));
    connection.setReadTimeout((int) Math.max(1, Math.min(READ_MILLIS, millis)));
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    // Not in streaming mode: there the JDK waits 1 ms on a kept connection before each POST, to see
    // whether it was closed, which was half the time of a warm vend (benchmarks/RESULTS.md).
    signer.sign(body, own).forEach(connection::setRequestProperty);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return StsAnswer.read(status, in == null ? new byte[0] : whatCame(in));
    }
  }

  /**
   * JDK 25 throws where a body ends too early, and JDK 17 gives what came: either is half an
   * answer.
   */
  private static byte[] whatCame(InputStream body) throws SocketTimeoutException {
    try {
      return body.readNBytes(MAX_BYTES);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static boolean mayPass(Outcome<VendedCredentials> outcome) {
    return outcome instanceof Outcome.Refused<VendedCredentials> refused
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
