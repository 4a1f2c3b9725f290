package bucketpass;

import bucketpass.sts.Handshake;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Does, before SnapStart takes its snapshot, all that a first vend would otherwise load: a second
 * function, with settings of its own, answers one event, and a stand-in on the loopback answers its
 * call. Then it shakes hands with STS, for TLS, and says no more. Nothing is vended, and the
 * function that serves keeps no trace of it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime
 *     hooks</a>
 */
final class Priming implements Resource {

  /** The registry holds it weakly. */
  static final Priming ONLY = new Priming();

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String ISSUER = "https://issuer.example.com";
  private static final String CLIENT = "priming";

  private Priming() {}

  static void register() {
    Core.getGlobalContext().register(ONLY);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
    Loopback loopback = new Loopback(ServerSocketFactory.getDefault(), PATIENCE);
    try (StandInSts sts = new StandInSts(loopback)) {
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      new CredentialsFunction(settings("http://" + sts.address())::get, Clock.systemUTC())
          .handleRequest(
              new ByteArrayInputStream(event().getBytes(StandardCharsets.UTF_8)),
              reply,
              new PrimingContext());
      if (!reply.toString(StandardCharsets.UTF_8).startsWith("{\"statusCode\":200")) {
        throw new IOException("priming did not get as far as a reply: " + reply);
      }
    }
    try {
      Handshake.with(Settings.read(System::getenv).stsEndpoint());
    } catch (IOException e) {
      // A network that STS is not reached from now may have a way to it later.
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing to put right: no key, connection or random number was kept.
  }

  static Map<String, String> settings(String stsUrl) {
    return Map.ofEntries(
        Map.entry("AWS_REGION", "us-east-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "priming"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "priming"),
        Map.entry("AWS_SESSION_TOKEN", "priming"),
        Map.entry("AWS_ENDPOINT_URL_STS", stsUrl),
        Map.entry("BUCKETPASS_BUCKET", "priming"),
        Map.entry("BUCKETPASS_ROLE_ARN", "arn:aws:iam::123456789012:role/priming"),
        Map.entry("BUCKETPASS_ISSUER", ISSUER),
        Map.entry("BUCKETPASS_AUDIENCE", CLIENT),
        Map.entry("BUCKETPASS_TOKEN_USE", "id"),
        Map.entry("BUCKETPASS_PREFIX_TEMPLATE", "{sub}/"),
        Map.entry("BUCKETPASS_DEFAULT_ACCESS", "read-write"),
        Map.entry("BUCKETPASS_GROUP_ACCESS", "readers=read-only"));
  }

  static String event() {
    long now = Instant.now().getEpochSecond();
    return """
        {"version":"2.0","routeKey":"POST /credentials","rawPath":"/credentials",
        "headers":{"content-type":"application/json"},"isBase64Encoded":false,
        "body":"{\\"access\\":\\"read-only\\",\\"duration\\":\\"15m\\"}",
        "requestContext":{"http":{"method":"POST","path":"/credentials"},"routeKey":"POST /credentials",
        "authorizer":{"jwt":{"claims":{"sub":"priming","iss":"%s","aud":"%s","token_use":"id",
        "iat":"%d","exp":"%d","cognito:groups":"[others]"}}}}}
        """
        .formatted(ISSUER, CLIENT, now, now + 60);
  }
}
