package bucketpass.image;

import bucketpass.function.snapstart.PrimingExample;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * Makes the AOT cache of the container image, while that is built: starts the function with the
 * command that it is given, as Lambda will, and has it vend once as priming does, but over TLS, as
 * to AWS. Neither AWS nor any secret is needed.
 *
 * <p>The server in STS's place has the key that the system property {@code javax.net.ssl.keyStore}
 * names, and the function must trust it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class AotTraining {

  /** An image for another processor is built under emulation. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Map<String, String> LAMBDA =
      Map.of(
          "AWS_LAMBDA_FUNCTION_NAME", "training",
          "AWS_LAMBDA_FUNCTION_VERSION", "1",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
          "AWS_LAMBDA_LOG_GROUP_NAME", "training",
          "AWS_LAMBDA_LOG_STREAM_NAME", "training",
          "AWS_LAMBDA_LOG_FORMAT", "JSON"); // the template's

  private static final String INVOCATION =
      """
      Content-Type: application/json\r
      Lambda-Runtime-Aws-Request-Id: 00000000-0000-4000-8000-000000000000\r
      Lambda-Runtime-Deadline-Ms: %d\r
      Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:training\r
      """;

  private AotTraining() {}

  public static void main(String[] command) throws IOException {
    ServerSocketFactory tls = SSLServerSocketFactory.getDefault();
    try (LoopbackSts sts = new LoopbackSts(new LoopbackServer(tls, PATIENCE));
        LoopbackServer runtime = new LoopbackServer(ServerSocketFactory.getDefault(), PATIENCE)) {
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      builder.environment().putAll(LAMBDA);
      builder.environment().putAll(PrimingExample.settings());
      builder.environment().put("AWS_ENDPOINT_URL_STS", "https://" + sts.address());
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", runtime.address());
      Process function = builder.start();
      // One that has ended will ask for no event, and is not waited for.
      CompletableFuture<Void> ended = function.onExit().thenRun(runtime::close);
      try {
        long deadline = System.currentTimeMillis() + PATIENCE.toMillis();
        runtime.answer(INVOCATION.formatted(deadline), PrimingExample.event());
        String reply = runtime.answer("", "");
        if (!reply.startsWith("{\"statusCode\":200")) {
          throw new IOException("training did not get as far as a reply: " + reply);
        }
      } finally {
        function.destroy(); // the JVM writes the cache as it ends
        ended.join();
      }
    }
  }
}
