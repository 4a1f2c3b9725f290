package bucketpass.local.gateway;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** What Lambda tells the function about the invocation. */
public final class LambdaContext implements Context {

  /**
   * What is the same for every invocation.
   *
   * @param timeout what an invocation may take
   * @param log takes each line that the function logs
   */
  public record Settings(String name, String arn, Duration timeout, Consumer<String> log) {}

  private final Settings settings;
  private final String requestId = UUID.randomUUID().toString();
  private final long startedAt = System.nanoTime();

  /** The context of one invocation, which begins now. */
  public LambdaContext(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + settings.name;
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return settings.name;
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return settings.arn;
  }

  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    Duration used = Duration.ofNanos(System.nanoTime() - startedAt);
    return Math.toIntExact(Math.max(0, settings.timeout.minus(used).toMillis()));
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1024;
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        settings.log.accept(message.stripTrailing());
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}
