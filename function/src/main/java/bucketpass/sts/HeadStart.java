package bucketpass.sts;

import java.io.IOException;
import java.io.UncheckedIOException;
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
public final class HeadStart {

  private static final URI NOWHERE = URI.create("https://sts.invalid");
  private static final AssumeRoleRequest REQUEST =
      new AssumeRoleRequest("arn:aws:iam::123456789012:role/none", "no", "{}", "no/", "none", 900);
  private static final String ANSWER =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Arn>none/no</Arn>
      <AccessKeyId>no</AccessKeyId><SecretAccessKey>no</SecretAccessKey>
      <SessionToken>no</SessionToken><Expiration>2000-01-01T00:00:00Z</Expiration>
      </AssumeRoleResponse>
      """;

  private HeadStart() {}

  public static void begin() {
    Thread thread = new Thread(HeadStart::load, "head-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load() {
    try {
      byte[] answer = ANSWER.getBytes(StandardCharsets.US_ASCII);
      new StsSigner(NOWHERE, "none", Clock.systemUTC())
          .sign(REQUEST.body(), new AwsKeys("none", "none", Optional.of("none")));
      StsAnswer.read(200, answer).credentials(REQUEST).map(VendedCredentials::refreshAfter);
      NOWHERE.toURL().openConnection(); // connects at its first use, and so never
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
