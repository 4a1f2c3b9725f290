package bucketpass.local.http;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One port: bound first, so that its address can go into everybody's settings, and served when
 * those are complete. It answers only to the allowed hosts.
 */
public final class LocalServer implements AutoCloseable {

  private static final int BACKLOG = 1024;

  /** More than AWS takes, in bytes: each service has its own limit. */
  private static final int LONGEST_HEAD = 64 * 1024;

  /** Else a kept connection may be closed in the moment its client sends the next request. */
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final Server server;
  private final ServerConnector connector;
  private final AllowedHosts hosts;
  private final URI uri;

  private LocalServer(String name, String host, int port, AllowedHosts hosts) throws IOException {
    QueuedThreadPool workers = new QueuedThreadPool();
    workers.setName(name);
    workers.setDaemon(true);
    this.server = new Server(workers);
    this.hosts = hosts;
    this.connector = new ServerConnector(server, protocol());
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    connector.open();
    String authority = host.contains(":") ? "[" + host + "]" : host;
    this.uri = URI.create("http://" + authority + ":" + connector.getLocalPort());
  }

  /**
   * Takes a port.
   *
   * @param port 0 for any that is free
   * @throws IOException where it is in use, or the host is not an address of this machine
   */
  public static LocalServer bind(String name, String host, int port, AllowedHosts hosts)
      throws IOException {
    try {
      return new LocalServer(name, host, port, hosts);
    } catch (IOException e) {
      throw new IOException(
          "the %s cannot listen on %s:%d: %s".formatted(name, host, port, e.getMessage()), e);
    }
  }

  /** Begins to answer. Until then callers wait in the queue of the port. */
  public void serve(HttpServlet servlet, ErrorFormat errors) {
    serve(server, servlet, hosts, errors);
  }

  /** Begins to answer with replies; a fault is a 500 that tells the caller nothing. */
  public void serve(ResponseServlet.Handler handler, ErrorFormat errors) {
    serve(new ResponseServlet(handler), errors);
  }

  /** Lets a server, whatever its connectors, hand each request on to the servlet as it came. */
  public static void serve(
      Server server, HttpServlet servlet, AllowedHosts hosts, ErrorFormat errors) {
    ServletContextHandler context = new ServletContextHandler();
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addServlet(new ServletHolder(servlet), "/*");
    server.setErrorHandler(new ErrorResponses(errors));
    server.setHandler(new HostCheck(hosts, context));
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("cannot start a local server", e);
    }
  }

  /** Returns how bytes become requests. */
  public static HttpConnectionFactory protocol() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(LONGEST_HEAD);
    // Signatures cover header values to the letter, and Jetty would replace "charset=UTF-8".
    http.setHeaderCacheCaseSensitive(true);
    // Keys may hold anything, encoded slashes and dots too. The servlet decodes the path itself,
    // and nobody else may tidy it before.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return new HttpConnectionFactory(http);
  }

  /** Scheme, host and port, without a closing slash. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    try {
      server.stop();
      // Bound and perhaps never started, in which case stopping leaves the port.
      connector.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop a local server", e);
    }
  }
}
