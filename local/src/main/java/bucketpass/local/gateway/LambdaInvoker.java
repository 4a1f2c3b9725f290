package bucketpass.local.gateway;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs the function as Lambda does: an instance takes one event at a time, is kept for the next,
 * and another one is made when all are at work.
 */
public final class LambdaInvoker {

  /**
   * On Lambda every instance has a processor of its own. Here more of them at once would take the
   * time from each other, and run into their deadlines: the rest wait before theirs begins.
   */
  private static final int AT_ONCE = 4 * Runtime.getRuntime().availableProcessors();

  private final Semaphore room = new Semaphore(AT_ONCE, true);
  private final Supplier<RequestStreamHandler> instances;
  private final LambdaContext.Settings settings;
  private final Deque<RequestStreamHandler> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param instances makes one more instance of the handler
   */
  public LambdaInvoker(Supplier<RequestStreamHandler> instances, LambdaContext.Settings settings) {
    this.instances = instances;
    this.settings = settings;
  }

  /**
   * @throws IOException and what else the handler throws: the invocation has failed
   */
  byte[] invoke(byte[] event) throws IOException {
    room.acquireUninterruptibly();
    try {
      return run(event);
    } finally {
      room.release();
    }
  }

  private byte[] run(byte[] event) throws IOException {
    RequestStreamHandler taken = idle.poll();
    RequestStreamHandler instance = taken == null ? instances.get() : taken;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    instance.handleRequest(new ByteArrayInputStream(event), output, new LambdaContext(settings));
    // Not one that threw: Lambda, too, goes on with a fresh one.
    idle.push(instance);
    return output.toByteArray();
  }
}
