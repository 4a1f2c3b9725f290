package bucketpass.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BoundaryTest {

  @RegisterExtension static final Stage stage = new Stage();

  @TempDir Path folder;

  @BeforeEach
  void alice_has_a_file() {
    stage.storage().put("alice/diary.txt", "dear diary".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shows_a_second_user_none_of_the_first_ones_files() {
    stage.storage().put("bob/own.txt", new byte[1]);

    Visitor bob = stage.visitor().opens().signsInAs("bob");

    assertThat(bob.row("own.txt")).isVisible();
    assertThat(bob.row("diary.txt")).hasCount(0);
  }

  @Test
  void lists_nothing_of_the_first_ones_when_the_second_ones_page_asks_for_it() {
    Visitor bob = stage.visitor();
    believeItIs("alice/", bob);

    bob.opens().page().locator("#sign-in").click();
    signIn(bob, "bob");

    assertThat(bob.page().locator("#prefix")).hasText("alice/");
    assertThat(bob.page().getByRole(AriaRole.ALERT))
        .containsText("not authorized to perform: s3:ListBucket");
    assertThat(bob.row("diary.txt")).hasCount(0);
  }

  @Test
  void stores_nothing_at_the_first_ones_when_the_second_ones_page_tries() {
    Path small = Fixtures.random(folder, "forged.txt", 10);
    Path large = Fixtures.random(folder, "forged.bin", 6 * 1024 * 1024);
    Visitor bob = stage.visitor();
    believeItIs("alice/", bob);
    bob.opens().page().locator("#sign-in").click();
    signIn(bob, "bob");

    bob.uploads(small, large);

    assertThat(bob.page().locator(".uppy-StatusBar")).containsText("Upload failed");
    assertThat(stage.storage().keys("alice/")).containsExactly("alice/diary.txt");
    assertThat(stage.storage().unfinished()).isEmpty();
  }

  @Test
  void reads_nothing_of_the_first_ones_with_the_second_ones_link_turned_to_it() {
    stage.storage().put("bob/turned.txt", new byte[1]);
    Visitor bob = stage.visitor().opens().signsInAs("bob");
    Request own =
        bob.page()
            .waitForRequest(
                request -> request.url().contains("/bob/turned.txt?"),
                () ->
                    bob.page()
                        .waitForDownload(() -> bob.button("Download turned.txt").click())
                        .path()); // to its end: while it begins, the page's own calls are cut off

    assertThat(statusOf(bob.page(), "GET", own.url())).isEqualTo(200);
    String turned = own.url().replace("/bob/turned.txt?", "/alice/diary.txt?");
    assertThat(statusOf(bob.page(), "GET", turned)).isEqualTo(403);
  }

  @Test
  void tells_a_read_only_user_why_there_is_nowhere_to_drop_files() {
    stage.storage().put("rita/handbook.txt", new byte[1]);

    Visitor rita = stage.visitor().opens().signsInAs("rita");

    assertThat(rita.page().locator("#access")).hasText("Read only");
    assertThat(rita.page().getByText("You may look at these files and download them")).isVisible();
    assertThat(rita.page().locator(".uppy-Dashboard-input")).hasCount(0);
    assertThat(rita.button("Download handbook.txt")).isVisible();
    assertThat(rita.button("Delete handbook.txt")).isHidden();
  }

  @Test
  void refuses_the_API_to_a_page_of_another_origin() throws IOException {
    Visitor alice = stage.visitor().opens();
    Request vend =
        alice
            .page()
            .waitForRequest(
                stage.application().api() + "/credentials", () -> alice.signsInAs("alice"));
    String token = vend.headers().get("authorization");

    assertThat(asksForCredentials(alice.page(), token)).isEqualTo("200");
    try (OtherOrigin other = new OtherOrigin()) {
      alice.page().navigate(other.address());
      assertThat(asksForCredentials(alice.page(), token)).isEqualTo("TypeError");
    }
  }

  @Test
  void refuses_S3_to_a_page_of_another_origin() throws IOException {
    Visitor alice = stage.visitor().opens().signsInAs("alice");
    Response put =
        alice
            .page()
            .waitForResponse(
                response -> response.request().method().equals("PUT"),
                () -> alice.uploads(Fixtures.random(folder, "own.bin", 100)));

    assertThat(statusOf(alice.page(), "PUT", put.url())).isEqualTo(200);
    try (OtherOrigin other = new OtherOrigin()) {
      alice.page().navigate(other.address());
      assertThat(statusOf(alice.page(), "PUT", put.url())).isEqualTo("TypeError");
    }
  }

  /**
   * Makes the page take somebody else's prefix for its own: the credentials stay whose they are.
   */
  private static void believeItIs(String prefix, Visitor visitor) {
    visitor
        .page()
        .route(
            stage.application().api() + "/credentials",
            route -> {
              if (!route.request().method().equals("POST")) {
                route.resume();
                return;
              }
              var answer = route.fetch();
              JsonObject body = JsonParser.parseString(answer.text()).getAsJsonObject();
              body.addProperty("Prefix", prefix);
              route.fulfill(
                  new Route.FulfillOptions().setResponse(answer).setBody(body.toString()));
            });
  }

  private static void signIn(Visitor visitor, String user) {
    visitor.page().getByLabel("Name").fill(user);
    visitor.page().getByLabel("Password").fill(user);
    visitor.button("Sign in").click();
  }

  /**
   * Returns the status from S3 and not from the browser's cache: what a link downloaded is cached
   * for a tenth of its age, and without CORS headers, so that a call would fail before it reaches
   * S3.
   */
  private static Object statusOf(Page page, String method, String url) {
    return page.evaluate(
        """
        ([method, url]) =>
          fetch(url, { method, cache: "no-store" }).then(response => response.status, error => error.name)
        """,
        List.of(method, url));
  }

  private static Object asksForCredentials(Page page, String token) {
    return page.evaluate(
        """
        ([url, authorization]) =>
          fetch(url, { headers: { authorization } }).then(
            response => String(response.status),
            error => error.name)
        """,
        List.of(stage.application().api() + "/credentials", token));
  }

  /** A page that somebody else has put up. */
  private static final class OtherOrigin implements AutoCloseable {

    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    OtherOrigin() throws IOException {
      server.createContext(
          "/",
          exchange -> {
            byte[] page =
                "<!doctype html><title>Elsewhere</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("text/html")));
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
          });
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
