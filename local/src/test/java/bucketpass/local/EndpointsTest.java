package bucketpass.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each server of the local application, as a client that writes to its socket sees it. */
class EndpointsTest {

  private static final Map<String, String> FORMAT =
      Map.of(
          "page", "text/plain",
          "issuer", "text/plain",
          "api", "application/problem+json",
          "sts", "text/xml",
          "iam", "text/xml",
          "s3", "application/xml");

  private static LocalApplication application;

  @BeforeAll
  static void start() throws IOException {
    application =
        LocalApplication.start(
            LocalApplication.Options.of(Path.of("..")).allowedHosts(Set.of("named.example")));
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  /** Each server's address, with a path at which it answers 200, 401, 403 or 405. */
  static Map<String, URI> servers() {
    return Map.of(
        "page", application.web().resolve("/config.json"),
        "api", application.api().resolve("/whoami"),
        "issuer", URI.create(application.issuer() + "/.well-known/jwks.json"),
        "sts", application.sts().resolve("/"),
        "s3", application.s3().resolve("/" + application.bucket()),
        "iam", application.iam().resolve("/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost:{port}",
        "Host: localhost",
        "Host: LOCALHOST:{port}",
        "Host: 127.0.0.1:{port}",
        "Host: 127.0.0.2:1",
        "Host: [::1]:{port}",
        "Host: named.example:{port}",
        "Host: localhost\r\nX-Forwarded-Host: example.org\r\nForwarded: host=example.org",
      })
  void each_answers_to_the_hosts_that_are_its(String head) throws IOException {
    for (var server : servers().entrySet()) {
      String answer = send(server.getValue(), "GET {path} HTTP/1.1\r\n" + head);
      assertThat(status(answer)).as(server.getKey() + ": " + answer).isIn(200, 401, 403, 405);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET {path} HTTP/1.1\r\nHost: example.org",
        "GET {path} HTTP/1.1\r\nHost: example.org:{port}",
        "GET {path} HTTP/1.1\r\nHost: localhost.example.org",
        "GET {path} HTTP/1.1\r\nHost: localhost.:{port}",
        "GET {path} HTTP/1.1\r\nHost: a.localhost",
        "GET {path} HTTP/1.1\r\nHost: 127.1",
        "GET {path} HTTP/1.1\r\nHost: 0.0.0.0",
        "GET {path} HTTP/1.1\r\nHost: host.docker.internal",
        "GET {path} HTTP/1.1\r\nHost: example.org\r\nX-Forwarded-Host: localhost",
        "GET {path} HTTP/1.1\r\nHost: example.org\r\nForwarded: host=localhost",
        "OPTIONS {path} HTTP/1.1\r\nHost: example.org\r\nOrigin: http://example.org\r\n"
            + "Access-Control-Request-Method: GET",
        "GET {path} HTTP/1.0",
        "GET http://example.org{path} HTTP/1.1\r\nHost: example.org",
        "GET http://example.org{path} HTTP/1.0",
      })
  void each_says_that_a_request_for_another_host_is_misdirected(String request) throws IOException {
    for (var server : servers().entrySet()) {
      String answer = send(server.getValue(), request);
      assertThat(status(answer)).as(server.getKey() + ": " + answer).isEqualTo(421);
      assertThat(answer)
          .containsIgnoringCase("\r\ncontent-type: " + FORMAT.get(server.getKey()))
          .doesNotContainIgnoringCase("access-control-")
          .contains("--allow-host NAME");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET {path} HTTP/1.1",
        "GET {path} HTTP/1.1\r\nHost:",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nHost: example.org",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nHost: localhost",
        "GET {path} HTTP/1.1\r\nHost: u@localhost",
        "GET {path} HTTP/1.1\r\nHost: localhost@example.org",
        "GET {path} HTTP/1.1\r\nHost: localhost,example.org",
        "GET {path} HTTP/1.1\r\nHost: [::1",
        "GET {path} HTTP/1.1\r\nHost: localhost:99999999",
        "GET http://example.org{path} HTTP/1.1\r\nHost: localhost",
        "GET http://localhost{path} HTTP/1.1\r\nHost: example.org",
        "GET http://u@localhost{path} HTTP/1.1\r\nHost: localhost",
        "GET //example.org{path} HTTP/1.2\r\nHost: localhost",
        "GET {path} HTTP/9.9\r\nHost: localhost",
        "GET {path}\r\nHost: localhost",
        "GET",
        "nonsense",
        "\u0000\u0001\u0002",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nno colon",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\na b: c",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nx: \u0000",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nx: a\r\n folded",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: x",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2",
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nope",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nx: {long}",
        "GET {path}?{long} HTTP/1.1\r\nHost: localhost",
        "G{long} / HTTP/1.1\r\nHost: localhost",
      })
  void malformed_http_gets_the_error_format_of_its_server(String request) throws IOException {
    for (var server : servers().entrySet()) {
      String answer = send(server.getValue(), request.replace("{long}", "a".repeat(90_000)));
      assertThat(status(answer)).as(server.getKey() + ": " + answer).isBetween(400, 505);
      assertThat(status(answer)).as(server.getKey() + ": " + answer).isNotEqualTo(500);
      assertOurWords(server.getKey(), answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%00",
        "/%",
        "/%zz",
        "/%ff",
        "//",
        "//a//b",
        "/..%2f..%2f",
        "/../../etc/passwd",
        "/;a=b",
        "/.;/",
        "/a%5c..%5cb",
        "/%u0041",
        "/a|b",
        "/[",
        "/a\u0001b",
        "/a?%",
        "/a?%00=%00",
        "/?a=%ed%a0%80",
        "/\u00e9",
        "/%01",
        "/%ef%bf%be",
        "*",
        "/a#b"
      })
  void each_answers_any_target_in_its_own_words(String path) throws IOException {
    for (var server : servers().entrySet()) {
      for (String method : new String[] {"GET", "POST", "PUT", "OPTIONS", "TRACE", "NOPE"}) {
        String answer =
            send(
                server.getValue(),
                method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0");
        assertThat(status(answer))
            .as(server.getKey() + ": " + method + " " + answer)
            .isBetween(200, 499);
        assertOurWords(server.getKey(), answer);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void a_body_that_is_cut_short_is_no_fault(String body) throws IOException {
    for (var server : servers().entrySet()) {
      for (String path :
          new String[] {"{path}", "/bucketpass/oauth2/token", "/bucketpass/dev/token"}) {
        String answer =
            send(server.getValue(), "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + body);
        // A client that stops in the middle of a request may also get no response.
        assertThat(answer.isEmpty() ? 400 : status(answer))
            .as(server.getKey() + ": " + answer)
            .isBetween(200, 499);
        assertOurWords(server.getKey(), answer);
      }
    }
  }

  static String[] bodies() {
    return new String[] {
      "Content-Type: application/json\r\nContent-Length: 5\r\n\r\n{}",
      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na=b",
      "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9\r\n\r\n--b",
      "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
      "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{}",
    };
  }

  private static void assertOurWords(String name, String answer) {
    assertThat(answer)
        .as(name)
        .doesNotContainIgnoringCase("jetty")
        .doesNotContain("Exception", "<h1>4", "<h2>HTTP", "java.", "\tat ", "InternalError");
  }

  private static int status(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 ");
    return Integer.parseInt(answer.substring(9, 12));
  }

  /** Writes a request, or as much of one as it is, and reads to the end. */
  private static String send(URI server, String request) throws IOException {
    String text =
        request
            .replace("{path}", server.getPath())
            .replace("{port}", Integer.toString(server.getPort()));
    boolean whole = !text.contains("\r\n\r\n");
    if (whole) {
      text = text.replaceFirst("(HTTP/1\\.1)", "$1\r\nConnection: close") + "\r\n\r\n";
    }
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
