package bucketpass.local;

import bucketpass.local.http.AllowedHosts;
import bucketpass.local.http.ErrorFormat;
import bucketpass.local.http.LocalServer;
import jakarta.servlet.http.HttpServlet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;

/** A server of ours without a port: the same reading of bytes, a hundred times as often. */
public final class InMemory implements AutoCloseable {

  private final Server server = new Server();
  private final LocalConnector connector = new LocalConnector(server, LocalServer.protocol());

  public InMemory(HttpServlet servlet, ErrorFormat errors) {
    server.addConnector(connector);
    LocalServer.serve(server, servlet, AllowedHosts.LOOPBACK_ONLY, errors);
  }

  /** The answer to a request, each as it would be on the wire, a character for a byte. */
  public String answer(byte[] request) {
    try {
      ByteBuffer answer = connector.getResponse(ByteBuffer.wrap(request));
      return StandardCharsets.ISO_8859_1.decode(answer).toString();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
