package bucketpass.cli;

import bucketpass.cli.console.CredentialsFormat;
import bucketpass.cli.console.ErrorMessages;
import bucketpass.cli.console.PrettyJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * A loopback endpoint that AWS SDKs read credentials from.
 *
 * <p>Every process and every page in a browser of this machine can reach it. So it answers only who
 * knows its token, and only under its own name: a page whose host name was pointed at this machine
 * (DNS rebinding) still says that host name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">Container
 *     credential provider</a>
 */
final class ContainerCredentialsServer implements AutoCloseable {

  private static final int TOKEN_BYTES = 32;
  private static final int THREADS = 4;

  private final AwsCredentialsProvider credentials;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final String token;

  /**
   * Starts it.
   *
   * @param credentials renews its credentials ahead of time, by one call at a time
   * @param port 0 for any free one
   */
  ContainerCredentialsServer(AwsCredentialsProvider credentials, int port) throws IOException {
    this.credentials = credentials;
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** For {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** For {@code AWS_CONTAINER_AUTHORIZATION_TOKEN}. */
  String token() {
    return token;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isOwnHost(exchange.getRequestHeaders().getFirst("Host"))) {
        refuse(exchange, 403, "WrongHost", "Ask at " + uri());
      } else if (!isToken(exchange.getRequestHeaders().getFirst("Authorization"))) {
        refuse(exchange, 401, "WrongToken", "The Authorization header must be this run's token.");
      } else if (!exchange.getRequestURI().getPath().equals("/")) {
        refuse(exchange, 404, "NotFound", "Ask for /");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        refuse(exchange, 405, "MethodNotAllowed", "Use GET.");
      } else {
        give(exchange);
      }
    }
  }

  private boolean isOwnHost(String host) {
    int port = server.getAddress().getPort();
    return host != null && Set.of("127.0.0.1:" + port, "localhost:" + port).contains(host);
  }

  private boolean isToken(String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private void give(HttpExchange exchange) throws IOException {
    ObjectNode body;
    try {
      AwsSessionCredentials keys = (AwsSessionCredentials) credentials.resolveCredentials();
      body = CredentialsFormat.json(keys).put("Token", keys.sessionToken());
    } catch (RuntimeException e) {
      refuse(exchange, 503, "NoCredentials", ErrorMessages.of(e));
      return;
    }
    reply(exchange, 200, body);
  }

  private static void refuse(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    reply(
        exchange,
        status,
        PrettyJson.MAPPER.createObjectNode().put("Code", code).put("Message", message));
  }

  private static void reply(HttpExchange exchange, int status, ObjectNode json) throws IOException {
    byte[] body = PrettyJson.MAPPER.writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
