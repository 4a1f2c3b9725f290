package bucketpass.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of ours: bound first, so that its address can go into everybody's settings, and served
 * when those are complete.
 */
public final class HttpEndpoint implements AutoCloseable {

  /** Answers a request. What it throws is a 500 that tells the caller nothing. */
  @FunctionalInterface
  public interface Handler {
    Reply answer(HttpExchange exchange) throws IOException;
  }

  private static final Logger LOG = System.getLogger(HttpEndpoint.class.getName());

  private static final int BACKLOG = 1024;

  static {
    // The JDK's server writes head and body apart: with Nagle's algorithm each reply waits ~40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Else a kept-alive connection may be closed in the moment its client sends the next request.
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
  }

  private final HttpServer server;
  private final String name;
  private final URI uri;
  private final ExecutorService workers;

  private HttpEndpoint(HttpServer server, String name, String host) {
    this.server = server;
    this.name = name;
    this.uri = URI.create("http://" + bracketed(host) + ":" + server.getAddress().getPort());
    AtomicInteger count = new AtomicInteger();
    this.workers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes a port.
   *
   * @param port 0 for any that is free
   * @throws IOException where it is in use, or the host is not an address of this machine
   */
  public static HttpEndpoint bind(String name, String host, int port) throws IOException {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
      return new HttpEndpoint(server, name, host);
    } catch (IOException e) {
      throw new IOException(
          "the " + name + " cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  /** Begins to answer. Until then callers wait in the queue of the port. */
  public void serve(Handler handler) {
    server.setExecutor(workers);
    server.createContext("/", exchange -> handle(handler, exchange));
    server.start();
  }

  /** Scheme, host and port, without a closing slash. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void handle(Handler handler, HttpExchange exchange) {
    try (exchange) {
      send(exchange, answer(handler, exchange));
    } catch (IOException e) {
      // The caller went away; nobody is left to tell.
      LOG.log(Level.DEBUG, "{0}: caller gone", name);
    }
  }

  private Reply answer(Handler handler, HttpExchange exchange) throws IOException {
    try {
      return handler.answer(exchange);
    } catch (RuntimeException e) {
      // Path and method alone: the query and the headers may hold a code or a token.
      LOG.log(
          Level.ERROR,
          name + ": " + exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
          e);
      return Reply.json(500, "{\"message\":\"Internal Server Error\"}");
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
    boolean bodiless = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
    if (!bodiless) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
