package bucketpass.function.snapstart;

import bucketpass.function.sts.StsTransport;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Does, before SnapStart takes its snapshot, all that a first vend would otherwise load: a second
 * function, with settings of its own, answers one event, and a canned response stands for STS's.
 * Then it opens a TLS connection to STS and sends nothing. Nothing is vended, and the function that
 * serves keeps no trace of it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime
 *     hooks</a>
 */
public final class SnapStartPriming implements Resource {

  /** Makes a handler as Lambda does, except for what it is given here. */
  public interface HandlerFactory {
    RequestStreamHandler create(
        UnaryOperator<String> environment, Clock clock, StsTransport transport);
  }

  /** The registry of resources holds them weakly. */
  private static SnapStartPriming registered;

  private final HandlerFactory factory;
  private final URI stsEndpoint;

  private SnapStartPriming(HandlerFactory factory, URI stsEndpoint) {
    this.factory = factory;
    this.stsEndpoint = stsEndpoint;
  }

  /** Registers what runs before a snapshot, and returns it. */
  public static synchronized SnapStartPriming register(HandlerFactory factory, URI stsEndpoint) {
    registered = new SnapStartPriming(factory, stsEndpoint);
    Core.getGlobalContext().register(registered);
    return registered;
  }

  /**
   * @throws IOException if the vend did not get as far as credentials
   */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    factory
        .create(PrimingExample.settings()::get, Clock.systemUTC(), new CannedStsTransport())
        .handleRequest(
            new ByteArrayInputStream(PrimingExample.event().getBytes(StandardCharsets.UTF_8)),
            reply,
            new PrimingContext());
    if (!reply.toString(StandardCharsets.UTF_8).startsWith("{\"statusCode\":200")) {
      throw new IOException("priming did not get as far as a reply: " + reply);
    }
    try {
      TlsPriming.connect(stsEndpoint);
    } catch (IOException e) {
      // A network that STS is not reached from now may have a way to it later.
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing to put right: no key, connection or random number was kept.
  }
}
