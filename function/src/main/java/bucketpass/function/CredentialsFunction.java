package bucketpass.function;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Problem;
import bucketpass.function.api.ApiRouter;
import bucketpass.function.api.LoggedResponse;
import bucketpass.function.event.EventReader;
import bucketpass.function.snapstart.ClassPreloader;
import bucketpass.function.snapstart.SnapStartPriming;
import bucketpass.function.sts.CachingSts;
import bucketpass.function.sts.CredentialVendor;
import bucketpass.function.sts.StsHttpClient;
import bucketpass.function.sts.StsTransport;
import bucketpass.function.sts.UrlConnectionStsTransport;
import bucketpass.function.token.JwksClient;
import bucketpass.function.token.JwtVerifier;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The handler: an event of API Gateway in, the reply for it out, and one line in the log. */
public final class CredentialsFunction implements RequestStreamHandler {

  /** Time for one vend, at most: callers wait, and SDKs give up sooner. */
  private static final Duration LONGEST = Duration.ofSeconds(6);

  /** Kept back from Lambda's own deadline, to write the reply and the log. */
  private static final Duration RESERVE = Duration.ofMillis(500);

  private final ApiRouter api;
  private final RequestLog log;

  /** As Lambda makes it, with the settings in the process's environment. */
  public CredentialsFunction() {
    this(environment(), Clock.systemUTC());
    if (isSnapStart()) {
      SnapStartPriming.register(
          CredentialsFunction::new, FunctionSettings.read(System::getenv).stsEndpoint());
    }
  }

  /**
   * @param environment gives a variable's value, or {@code null}
   * @throws IllegalArgumentException that names a setting which is missing or wrong
   */
  public CredentialsFunction(UnaryOperator<String> environment, Clock clock) {
    this(environment, clock, new UrlConnectionStsTransport());
  }

  /**
   * @param transport how STS is reached
   */
  public CredentialsFunction(
      UnaryOperator<String> environment, Clock clock, StsTransport transport) {
    FunctionSettings settings = FunctionSettings.read(environment);
    StsHttpClient sts =
        new StsHttpClient(settings.stsEndpoint(), settings.region(), environment, clock, transport);
    this.api =
        new ApiRouter(
            settings.callers(),
            settings.grants(),
            new CredentialVendor(
                settings.bucket(),
                settings.region(),
                settings.roleArn(),
                settings.kmsKeyArn(),
                settings.writeOnceCheck(),
                new CachingSts(sts, clock)),
            settings.keySet().map(keys -> new JwtVerifier(new JwksClient(keys, clock))),
            clock);
    this.log = new RequestLog(clock);
  }

  private static boolean isSnapStart() {
    return "snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }

  /** First of all, so that classes load beside the whole start. */
  private static UnaryOperator<String> environment() {
    if (!isSnapStart()) {
      ClassPreloader.begin(System.getenv("AWS_ENDPOINT_URL_STS"));
    }
    return System::getenv;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    long begin = System.nanoTime();
    LoggedResponse answer = answer(input.readAllBytes(), timeLeft(context));
    output.write(answer.reply().toJson());
    log.write(answer, context, Duration.ofNanos(System.nanoTime() - begin));
  }

  private LoggedResponse answer(byte[] event, Duration within) {
    try {
      return EventReader.read(event)
          .fold(request -> api.answer(request, within), LoggedResponse::refused);
    } catch (RuntimeException e) {
      // The message is left out: it may quote what was being handled.
      String note = e.getClass().getName() + " at " + e.getStackTrace()[0];
      return LoggedResponse.refused(
          new Problem(ErrorCode.INTERNAL_ERROR, "The request could not be answered.", note));
    }
  }

  private static Duration timeLeft(Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    return left.compareTo(LONGEST) < 0 ? left : LONGEST;
  }
}
