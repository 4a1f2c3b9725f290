import bucketpass.function.CredentialsFunction;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Prints the bytes that one warm vend allocates, on all its threads, of the event in a file, for another caller each time.
 */
final class AllocatedBytes {

  private static final int WARM_UP = 200;
  private static final int VENDS = 200;

  public static void main(String[] arguments) throws Exception {
    String event = Files.readString(Path.of(arguments[0]));
    CredentialsFunction function = new CredentialsFunction();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    vend(function, event, WARM_UP);
    long before = threads.getTotalThreadAllocatedBytes();
    vend(function, event, VENDS);
    System.out.println((threads.getTotalThreadAllocatedBytes() - before) / VENDS);
  }

  private static void vend(CredentialsFunction function, String event, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      byte[] input = event.replace("{sub}", UUID.randomUUID().toString()).getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      function.handleRequest(new ByteArrayInputStream(input), output, context());
      if (!output.toString(StandardCharsets.UTF_8).contains("SessionToken")) {
        throw new IllegalStateException("not vended: " + output);
      }
    }
  }

  private static Context context() {
    LambdaLogger quiet = (LambdaLogger) proxy(LambdaLogger.class, null);
    return (Context) proxy(Context.class, quiet);
  }

  private static Object proxy(Class<?> type, LambdaLogger logger) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, ignored) ->
            switch (method.getName()) {
              case "getLogger" -> logger;
              case "getRemainingTimeInMillis", "getMemoryLimitInMB" -> 30_000;
              case "log" -> null;
              default -> "benchmark";
            });
  }
}
