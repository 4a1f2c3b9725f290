package bucketpass.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API, issuer or STS that returns one fixed response, whatever it is sent. */
final class HostileServer implements AutoCloseable {

  private final HttpServer server;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  HostileServer(int status, String contentType, String body) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            seen.add(exchange.getRequestURI().toString());
            byte[] bytes =
                body.replace("{self}", uri().toString()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The addresses that were requested. */
  List<String> seen() {
    return seen;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
