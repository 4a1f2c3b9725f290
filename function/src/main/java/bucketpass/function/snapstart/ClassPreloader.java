package bucketpass.function.snapstart;

import bucketpass.core.json.Json;
import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.function.sts.StsCredentials;
import bucketpass.function.sts.StsHttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/**
 * Loads what the first request needs, on a second thread, while Lambda's runtime and the rest of
 * the function start: a function has more than one processor during its start. It sends nothing,
 * and the first request does itself whatever fails here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Lifecycle
 *     of an execution environment</a>
 */
public final class ClassPreloader extends Thread {

  private static final AssumeRoleParameters REQUEST =
      new AssumeRoleParameters(
          "arn:aws:iam::123456789012:role/priming", PrimingExample.SESSION, "{}", "/", "/", 900);

  /** Any region's: nothing is sent there. */
  private static final String AWS = "https://sts.us-east-1.amazonaws.com";

  private final URI stsEndpoint;

  private ClassPreloader(URI stsEndpoint) {
    super("class-preloader");
    this.stsEndpoint = stsEndpoint;
  }

  /**
   * Starts the thread.
   *
   * @param customSts the address of an STS of one's own; {@code null} or empty if STS is AWS's.
   *     What speaks TLS takes a third of the time, and is not loaded for an address without it.
   */
  public static void begin(String customSts) {
    ClassPreloader thread = new ClassPreloader(endpoint(customSts));
    thread.setDaemon(true);
    thread.start();
  }

  /** The template sets the variable to the empty text, which names no address. */
  static URI endpoint(String customSts) {
    return URI.create(customSts == null || customSts.isEmpty() ? AWS : customSts);
  }

  @Override
  public void run() {
    try {
      load(stsEndpoint);
    } catch (IOException | RuntimeException e) {
      // The first request meets it again, and tells.
    }
  }

  /** The order is that of the first need. */
  static void load(URI stsEndpoint) throws IOException {
    Json.read("{\"version\":[2]}");
    Result<StsCredentials> outcome =
        new StsHttpClient(
                stsEndpoint,
                "us-east-1",
                PrimingExample.settings()::get,
                Clock.systemUTC(),
                new CannedStsTransport())
            .assumeRole(REQUEST, Duration.ofSeconds(1));
    if (outcome instanceof Result.Refused) {
      throw new IOException("preloading did not get as far as credentials: " + outcome);
    }
    stsEndpoint.toURL().openConnection(); // connects at its first use, and so never
  }
}
