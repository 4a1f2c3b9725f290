package bucketpass.sts;

import bucketpass.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * Loads what the first call will need, on a thread of its own, while Lambda's runtime and the rest
 * of the function are still starting: a function has more than one processor during its start. It
 * asks nobody for anything, and whatever it fails at, the first call does itself.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Lifecycle
 *     of an execution environment</a>
 */
public final class HeadStart extends Thread {

  private static final String NOWHERE = "https://sts.invalid";
  private static final AssumeRoleRequest REQUEST =
      new AssumeRoleRequest("arn:aws:iam::123456789012:role/none", "no", "{}", "no/", "none", 900);
  private static final String ANSWER =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Arn>none/no</Arn>
      <AccessKeyId>no</AccessKeyId><SecretAccessKey>no</SecretAccessKey>
      <SessionToken>no</SessionToken><Expiration>2000-01-01T00:00:00Z</Expiration>
      </AssumeRoleResponse>
      """;

  private final String endpoint;

  private HeadStart(String endpoint) {
    super("head-start");
    this.endpoint = endpoint;
  }

  /**
   * @param endpoint of STS where it is not AWS's own, else {@code null}: what speaks TLS takes a
   *     third of the time, and is left out for one that does not
   */
  public static void begin(String endpoint) {
    HeadStart thread = new HeadStart(endpoint == null ? NOWHERE : endpoint);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      load(URI.create(endpoint));
    } catch (IOException | RuntimeException e) {
      // The first call meets it again, and tells.
    }
  }

  /** What is needed first comes first. */
  static void load(URI sts) throws IOException {
    Json.read("{\"version\":[2]}");
    new StsSigner(sts, "none", Clock.systemUTC())
        .sign(REQUEST.body(), new AwsKeys("none", "none", Optional.of("none")));
    StsAnswer.read(200, ANSWER.getBytes(StandardCharsets.US_ASCII))
        .credentials(REQUEST)
        .fold(
            VendedCredentials::refreshAfter,
            refusal -> {
              throw new IllegalStateException(refusal.note());
            });
    sts.toURL().openConnection(); // connects at its first use, and so never
  }
}
