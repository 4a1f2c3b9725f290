package bucketpass.local;

import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** One servlet that answers everything on one port. */
final class HttpEndpoint implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector;

  private HttpEndpoint(HttpServlet servlet, String host, int port) {
    connector = new ServerConnector(server, protocol());
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(handler(servlet));
  }

  /** How bytes become requests. */
  static HttpConnectionFactory protocol() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    // Signatures cover header values to the letter, and Jetty would replace "charset=UTF-8".
    http.setHeaderCacheCaseSensitive(true);
    // Keys may hold anything, encoded slashes and dots too. The servlet decodes the path itself,
    // and
    // nobody else may tidy it before.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return new HttpConnectionFactory(http);
  }

  /** Hands every request on to the servlet as it came. */
  static ServletContextHandler handler(HttpServlet servlet) {
    ServletContextHandler context = new ServletContextHandler();
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addServlet(new ServletHolder(servlet), "/*");
    return context;
  }

  /** Starts listening; port 0 picks a free one. */
  static HttpEndpoint start(HttpServlet servlet, String host, int port) {
    HttpEndpoint endpoint = new HttpEndpoint(servlet, host, port);
    try {
      endpoint.server.start();
    } catch (Exception e) {
      throw new IllegalStateException("cannot listen on %s:%d".formatted(host, port), e);
    }
    return endpoint;
  }

  /** Where it listens. */
  URI uri() {
    return URI.create("http://%s:%d".formatted(connector.getHost(), connector.getLocalPort()));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop", e);
    }
  }
}
