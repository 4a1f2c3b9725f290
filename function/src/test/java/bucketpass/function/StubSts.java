package bucketpass.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** STS's side of an AssumeRole over real HTTP: keeps what it was sent, answers as it was told. */
public final class StubSts implements AutoCloseable {

  /** An answer of its own, in place of credentials. */
  public interface Fault {
    void answer(HttpExchange exchange) throws IOException;
  }

  private interface ServerMaker {
    HttpServer make(InetSocketAddress address, int backlog) throws IOException;
  }

  /** A call as it came in. */
  public record Call(Map<String, String> form, Map<String, List<String>> headers) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Clock clock;

  public StubSts(Clock clock) {
    this(clock, HttpServer::create);
  }

  /** Over TLS, with the keys of this context. */
  public StubSts(Clock clock, SSLContext keys) {
    this(
        clock,
        (address, backlog) -> {
          HttpsServer server = HttpsServer.create(address, backlog);
          server.setHttpsConfigurator(new HttpsConfigurator(keys));
          return server;
        });
  }

  private StubSts(Clock clock, ServerMaker maker) {
    this.clock = clock;
    try {
      server = maker.make(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  public URI uri() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Call> calls() {
    return calls;
  }

  /** The next calls get these, one each, before any gets credentials again. */
  public void willAnswer(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** An error as STS writes it. */
  public static Fault error(int status, String code, String message) {
    return exchange ->
        send(
            exchange,
            status,
            """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
              <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>
            </ErrorResponse>
            """
                .formatted(code, message));
  }

  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(exchange.getRequestBody().readAllBytes());
    calls.add(new Call(form, Map.copyOf(exchange.getRequestHeaders())));
    if (faults.isEmpty()) {
      send(exchange, 200, credentials(form));
    } else {
      faults.remove(0).answer(exchange);
    }
  }

  /** The example of AWS's API reference, with what varies filled in. */
  public String credentials(Map<String, String> form) {
    return """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleResult>
            <SourceIdentity>%1$s</SourceIdentity>
            <AssumedRoleUser>
              <Arn>arn:aws:sts::123456789012:assumed-role/vended/%1$s</Arn>
              <AssumedRoleId>ARO123EXAMPLE123:%1$s</AssumedRoleId>
            </AssumedRoleUser>
            <Credentials>
              <AccessKeyId>ASIA%2$016d</AccessKeyId>
              <SecretAccessKey>secret+of/%2$d</SecretAccessKey>
              <SessionToken>token+of/%2$d==</SessionToken>
              <Expiration>%3$s</Expiration>
            </Credentials>
            <PackedPolicySize>42</PackedPolicySize>
          </AssumeRoleResult>
          <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
        </AssumeRoleResponse>
        """
        .formatted(
            form.get("RoleSessionName"),
            calls.size(),
            clock
                .instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(Long.parseLong(form.get("DurationSeconds"))));
  }

  private static Map<String, String> form(byte[] body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : new String(body, StandardCharsets.US_ASCII).split("&", -1)) {
      String[] nameAndValue = pair.split("=", 2);
      form.put(
          URLDecoder.decode(nameAndValue[0], StandardCharsets.UTF_8),
          URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
