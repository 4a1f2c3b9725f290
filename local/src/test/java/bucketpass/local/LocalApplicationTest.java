package bucketpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployed template, without a built page unless a test puts one there. */
class LocalApplicationTest {

  @TempDir private Path home;

  private final LocalTestClock clock = new LocalTestClock();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private LocalApplication application;

  @BeforeEach
  void start() throws IOException {
    Files.copy(Path.of("..", "template.yaml"), home.resolve("template.yaml"));
    application = LocalApplication.start(options());
  }

  @AfterEach
  void stop() {
    application.close();
  }

  @Test
  void vends_what_the_templates_settings_say() throws Exception {
    var alice = HttpExchange.json(credentials("{\"user\":\"alice\"}"));
    assertThat(alice.get("Prefix").asText()).isEqualTo("alice/");
    assertThat(alice.get("Access").asText()).isEqualTo("read-write");
    assertThat(alice.get("Bucket").asText()).isEqualTo(application.bucket());
    var rita = HttpExchange.json(credentials("{\"user\":\"rita\",\"use\":\"access\"}"));
    assertThat(rita.get("Access").asText()).isEqualTo("read-only");
  }

  @Test
  void takes_other_parameters_for_the_template() throws Exception {
    application.close();
    application =
        LocalApplication.start(
            options().parameters(Map.of("PrefixTemplate", "{custom:tenant}/{sub}/")));
    String token = "{\"user\":\"alice\",\"claims\":{\"custom:tenant\":\"acme\"}}";
    assertThat(HttpExchange.json(credentials(token)).get("Prefix").asText())
        .isEqualTo("acme/alice/");
  }

  @Test
  void refuses_a_token_once_the_clock_has_passed_its_end() throws Exception {
    String token = DevTokens.idToken(application.issuer(), "alice");
    assertThat(whoami(token).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofHours(1));
    assertThat(whoami(token).statusCode()).isEqualTo(401);
  }

  @Test
  void logs_a_line_for_each_request_that_reaches_the_function() throws Exception {
    String token = DevTokens.idToken(application.issuer(), "alice");
    whoami(token);
    whoami("forged");
    whoami(token);
    assertThat(log).hasSize(2).allSatisfy(line -> assertThat(line).contains("alice/"));
  }

  @Test
  void lets_the_page_alone_call_the_api() {
    String page = application.web().toString();
    assertThat(preflight(page).headers().firstValue("access-control-allow-origin")).hasValue(page);
    String sameMachine = "http://localhost:" + application.web().getPort();
    assertThat(preflight(sameMachine).headers().firstValue("access-control-allow-origin"))
        .hasValue(sameMachine);
    assertThat(preflight("http://127.0.0.1:1").headers().map())
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void says_what_is_missing_and_how_to_use_curl_where_no_page_is_built() {
    HttpResponse<String> start = HttpExchange.get(application.web() + "/");
    assertThat(start.statusCode()).isEqualTo(200);
    assertThat(start.body())
        .contains("The page is not built")
        .contains("curl -H")
        .contains(application.api().toString())
        .contains(application.s3() + "/" + application.bucket())
        .doesNotContain("{{");
  }

  @Test
  void serves_the_built_page_under_a_policy_that_names_the_servers() throws Exception {
    build("index.html", "<p>page");
    build("assets/page.js", "1");
    HttpResponse<String> page = HttpExchange.get(application.web() + "/");
    assertThat(page.body()).isEqualTo("<p>page");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self';")
        .contains("connect-src 'self' " + application.api())
        .doesNotContain("unsafe");
    assertThat(
            HttpExchange.get(application.web() + "/assets/page.js")
                .headers()
                .firstValue("content-type"))
        .hasValue("text/javascript; charset=utf-8");
  }

  @Test
  void serves_nothing_from_beside_the_page() throws Exception {
    build("index.html", "<p>page");
    for (String path :
        List.of(
            "/../../template.yaml",
            "/%2e%2e/%2e%2e/template.yaml",
            "/..%2f..%2ftemplate.yaml",
            "//etc/passwd",
            "/%00",
            "/a%00.html")) {
      assertThat(HttpExchange.get(application.web() + path).statusCode()).as(path).isIn(400, 404);
    }
  }

  @Test
  void tells_the_page_where_everything_is() {
    var config = HttpExchange.json(HttpExchange.get(application.web() + "/config.json"));
    assertThat(config.get("api").asText()).isEqualTo(application.api().toString());
    assertThat(config.get("issuer").asText()).isEqualTo(application.issuer().toString());
    assertThat(config.get("clientId").asText()).isEqualTo(application.clientId());
    assertThat(config.get("s3").asText()).isEqualTo(application.s3().toString());
  }

  @Test
  void names_the_port_that_is_taken_and_leaves_none_open() {
    int taken = application.web().getPort();
    assertThatThrownBy(() -> LocalApplication.start(options().listen("127.0.0.1", taken)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + taken);
  }

  @Test
  void listens_on_loopback_unless_told_otherwise() {
    for (URI uri :
        List.of(
            application.web(),
            application.api(),
            application.issuer(),
            application.sts(),
            application.s3())) {
      assertThat(uri.getHost()).isEqualTo("127.0.0.1");
    }
  }

  private LocalApplication.Options options() {
    return LocalApplication.Options.of(home).clock(clock).log(log::add);
  }

  private void build(String name, String text) throws IOException {
    Path file = home.resolve("web/dist").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private HttpResponse<String> credentials(String tokenRequest) {
    String token = DevTokens.issue(application.issuer(), tokenRequest);
    return HttpExchange.get(application.api() + "/credentials", "authorization", "Bearer " + token);
  }

  private HttpResponse<String> whoami(String token) {
    return HttpExchange.get(application.api() + "/whoami", "authorization", token);
  }

  private HttpResponse<String> preflight(String origin) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(application.api() + "/credentials"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
    return HttpExchange.send(request, "origin", origin, "access-control-request-method", "POST");
  }
}
