package bucketpass.function.snapstart;

import bucketpass.function.CredentialsFunction;
import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Run in a JVM of its own by {@link PrimingTest}: makes the function, primes it if told to, vends
 * once, and prints how many classes that vend loaded and what it answered.
 */
final class PrimedVend {

  private PrimedVend() {}

  public static void main(String[] arguments) throws Exception {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    byte[] event = arguments[1].getBytes(StandardCharsets.UTF_8);
    Context context = new PrimingContext();
    CredentialsFunction function = new CredentialsFunction();
    if (arguments[0].equals("primed")) {
      SnapStartPriming.register(
              CredentialsFunction::new, URI.create(System.getenv("AWS_ENDPOINT_URL_STS")))
          .beforeCheckpoint(null);
    }
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    long before = classes.getTotalLoadedClassCount();
    function.handleRequest(new ByteArrayInputStream(event), reply, context);
    long loaded = classes.getTotalLoadedClassCount() - before;
    System.out.println(loaded + " " + reply.toString(StandardCharsets.UTF_8));
  }
}
