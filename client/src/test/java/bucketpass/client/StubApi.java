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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plays the credentials API over real HTTP: credentials that live as long as it is told, except
 * where an answer was scripted.
 */
final class StubApi implements AutoCloseable {

  record Scripted(int status, Map<String, String> headers, String body) {}

  private final Clock clock;
  private final Duration life;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Scripted> script = new ArrayDeque<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  StubApi(Clock clock, Duration life) throws IOException {
    this.clock = clock;
    this.life = life;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  static Scripted problem(int status, String code) {
    return new Scripted(
        status,
        Map.of("Content-Type", "application/problem+json"),
        """
        {"type":"urn:bucketpass:problem:%s","status":%d,"detail":"Because.","code":"%s"}"""
            .formatted(code, status, code));
  }

  static Scripted throttled(int seconds) {
    Scripted problem = problem(503, "sts-throttled");
    return new Scripted(503, Map.of("Retry-After", "" + seconds), problem.body());
  }

  void next(Scripted... answers) {
    synchronized (script) {
      script.addAll(List.of(answers));
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** One line for each ask so far: the address asked, and the Authorization sent. */
  List<String> asked() {
    return asked;
  }

  /** The whole answer that the n-th vend gives, counted from 1. */
  String credentials(int n) {
    Instant now = clock.instant();
    return """
        {"Version":1,"AccessKeyId":"ASIAPLAYED%d","SecretAccessKey":"secret-%d",\
        "SessionToken":"session-%d","Token":"session-%d","Expiration":"%s",\
        "AccountId":"123456789012","Bucket":"played-bucket","Region":"us-east-1",\
        "Prefix":"alice/","Access":"read-write","RefreshAfter":"%s","PackedPolicySize":41}"""
        .formatted(n, n, n, n, now.plus(life), now.plus(life.dividedBy(2)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      Scripted answer;
      synchronized (script) {
        answer = script.poll();
      }
      if (answer == null) {
        answer = new Scripted(200, Map.of(), credentials(asked.size()));
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
