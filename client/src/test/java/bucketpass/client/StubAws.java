package bucketpass.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays sign-in, credentials API and S3 on one real HTTP server, all by one clock: tokens and
 * credentials are taken until they end and no longer.
 */
final class StubAws implements AutoCloseable {

  enum Weather {
    FAIR,
    /** The API answers 503. */
    API_BUSY,
    /** Connections to the API and the sign-in break; S3 is there. */
    API_GONE,
    /** All connections break. */
    NO_NETWORK
  }

  static final Duration TOKEN_LIFE = Duration.ofSeconds(20);
  static final Duration CREDENTIALS_LIFE = Duration.ofSeconds(40);

  final AtomicInteger tokens = new AtomicInteger();
  final AtomicInteger vends = new AtomicInteger();
  final AtomicInteger unauthorized = new AtomicInteger();
  final AtomicInteger turnedAway = new AtomicInteger();
  final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  volatile Weather weather = Weather.FAIR;

  private final Clock clock;
  private final HttpServer server;
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  StubAws(Clock clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::token);
    server.createContext("/credentials", this::credentials);
    server.createContext("/bucket/", this::object);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void token(HttpExchange exchange) throws IOException {
    if (weather == Weather.API_GONE || weather == Weather.NO_NETWORK) {
      exchange.close();
      return;
    }
    answer(exchange, 200, issue("token.", tokens.incrementAndGet(), TOKEN_LIFE));
  }

  private void credentials(HttpExchange exchange) throws IOException {
    if (weather == Weather.API_GONE || weather == Weather.NO_NETWORK) {
      exchange.close();
    } else if (!isAlive(exchange, "Authorization", "Bearer ")) {
      unauthorized.incrementAndGet();
      answer(exchange, 401, "{\"message\":\"Unauthorized\"}");
    } else if (weather == Weather.API_BUSY) {
      turnedAway.incrementAndGet();
      exchange.getResponseHeaders().set("Retry-After", "2");
      answer(exchange, 503, "{\"code\":\"sts-throttled\",\"detail\":\"Later.\"}");
    } else {
      answer(exchange, 200, vend(vends.incrementAndGet()));
    }
  }

  private String vend(int n) {
    String session = issue("session-", n, CREDENTIALS_LIFE);
    return """
        {"Version":1,"AccessKeyId":"ASIA%d","SecretAccessKey":"secret","SessionToken":"%s",\
        "Expiration":"%s","Bucket":"bucket","Region":"us-east-1","Prefix":"alice/",\
        "Access":"read-write","RefreshAfter":"%s"}"""
        .formatted(
            n, session, ends.get(session), ends.get(session).minus(CREDENTIALS_LIFE.dividedBy(2)));
  }

  private void object(HttpExchange exchange) throws IOException {
    if (weather == Weather.NO_NETWORK) {
      exchange.close();
    } else if (!isAlive(exchange, "X-Amz-Security-Token", "")) {
      answer(exchange, 403, "<Error><Code>ExpiredToken</Code></Error>");
    } else {
      objects.put(exchange.getRequestURI().getPath(), exchange.getRequestBody().readAllBytes());
      answer(exchange, 200, "");
    }
  }

  private String issue(String kind, int n, Duration life) {
    ends.put(kind + n, clock.instant().plus(life));
    return kind + n;
  }

  private boolean isAlive(HttpExchange exchange, String header, String scheme) {
    String sent = String.valueOf(exchange.getRequestHeaders().getFirst(header));
    Instant end = sent.startsWith(scheme) ? ends.get(sent.substring(scheme.length())) : null;
    return end != null && clock.instant().isBefore(end);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
