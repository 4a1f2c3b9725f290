package bucketpass.cli.login;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.CommandRun;
import bucketpass.cli.Main;
import bucketpass.local.LocalApplication;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LoginCommandTest {

  private static final String HOME = System.getProperty("user.home");

  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private LocalApplication local;

  @BeforeEach
  void start(@TempDir Path home) throws IOException {
    System.setProperty("user.home", home.toString());
    local = LocalApplication.start(LocalApplication.Options.of(Path.of("..")));
  }

  @AfterEach
  void stop() {
    System.setProperty("user.home", HOME);
    local.close();
  }

  @Test
  void signs_in_with_the_browser_and_acts_as_the_caller_until_the_logout() throws Exception {
    assertThat(logIn().get(1, TimeUnit.MINUTES)).isZero();

    assertThat(api("whoami").out()).contains("\"Prefix\": \"alice/\"");
    assertThat(api("credentials", "--read-only").out()).contains("\"Version\": 1", "ASIA");
    assertThat(api("list", "--nl", "--s3-endpoint=" + local.s3()))
        .isEqualTo(new CommandRun(0, "", ""));
    assertThat(api("credentials", "--prefix", "bob/"))
        .satisfies(run -> assertThat(run.err()).contains("PrefixNotAllowed").hasLineCount(1));

    assertThat(api("logout").err()).contains("Logged out.");
    assertThat(api("whoami").err()).startsWith("bucketpass: not logged in: run bucketpass login");
  }

  @Test
  void refreshes_a_token_that_has_ended_and_keeps_the_new_refresh_token() throws Exception {
    assertThat(logIn().get(1, TimeUnit.MINUTES)).isZero();
    StoredLogin first = LoginStore.ofUser().find(local.api()).orElseThrow();
    LoginStore.ofUser()
        .change(local.api(), login -> login.with(login.refreshToken(), "ended", Instant.EPOCH));

    assertThat(api("whoami").exitCode()).isZero();
    StoredLogin second = LoginStore.ofUser().find(local.api()).orElseThrow();
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(second.lasts(Instant.now())).isTrue();
  }

  /** Another page could send the browser to the redirect with a code of its own. */
  @Test
  void waits_on_when_the_browser_comes_with_another_state() throws Exception {
    try (BrowserSignIn signIn = new BrowserSignIn(0)) {
      URI redirect =
          URI.create(
              signIn.redirect().toString().replace("localhost", "127.0.0.1")
                  + "?code=stolen&state=another");

      assertThat(get(redirect).statusCode()).isEqualTo(400);
      assertThat(signIn.isAnswered()).isFalse();
    }
  }

  private CompletableFuture<Integer> logIn() throws Exception {
    StringWriter err = new StringWriter();
    CommandLine login = Main.commandLine();
    login.setErr(new PrintWriter(err, true));
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(
            () ->
                login.execute(
                    "login",
                    "--api=" + local.api(),
                    "--issuer=" + local.issuer(),
                    "--client-id=" + local.clientId(),
                    "--port=0",
                    "--no-browser"));
    URI address = address(err, exit);
    assertThat(get(address).body()).contains("<form");
    HttpRequest form =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("username=alice&password=alice"))
            .build();
    assertThat(browser.send(form, BodyHandlers.ofString()).body()).contains("close this page");
    return exit;
  }

  /** The command prints where to sign in, and then waits. */
  private static URI address(StringWriter err, CompletableFuture<Integer> exit) throws Exception {
    while (!err.toString().contains("\n") && !exit.isDone()) {
      Thread.sleep(20); // until the line is there: a writer cannot be waited on
    }
    return URI.create(err.toString().strip().substring("Sign in at ".length()));
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private CommandRun api(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--api=" + local.api();
    return CommandRun.of(all);
  }
}
