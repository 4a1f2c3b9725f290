package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.cli.login.Browser;
import bucketpass.cli.login.OAuthClient;
import bucketpass.cli.login.StoredLogin;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login at an issuer whose discovery document names addresses that must not be used. */
class HostileIssuerTest {

  private static final String DOCUMENT =
      """
      {"issuer":"{self}","jwks_uri":"{self}/jwks","authorization_endpoint":"%s",
       "token_endpoint":"%s","revocation_endpoint":"%s","response_types_supported":["code"],
       "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}""";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.example/",
        "http://localhost.issuer.example/",
        "http://localhost@issuer.example/",
        "file:///etc/passwd",
        "smb://host/share",
        "javascript:alert(1)",
        "--version",
        "-h",
      })
  void endpoint_that_is_not_https_ends_the_login(String address) throws IOException {
    String good = "{self}/good";
    for (String document :
        new String[] {
          DOCUMENT.formatted(address, good, good),
          DOCUMENT.formatted(good, address, good),
          DOCUMENT.formatted(good, good, address)
        }) {
      try (HostileServer issuer = new HostileServer(200, "application/json", document)) {
        CommandRun run = logIn(issuer.uri());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
            .startsWith("bucketpass: ")
            .doesNotContain("Sign in at")
            .hasLineCount(1);
        assertThat(issuer.seen()).containsExactly("/.well-known/openid-configuration");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://issuer.example", "file:///etc", "not an address", "-x"})
  void issuer_that_is_not_https_is_refused(String issuer) {
    CommandRun run =
        CommandRun.of("login", "--api=https://a.example", "--client-id=c", "--issuer=" + issuer);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("bucketpass: --issuer ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://issuer.example/token", "file:///etc/passwd", "--version"})
  void stored_endpoint_that_is_not_https_is_refused(String address) {
    StoredLogin login =
        new StoredLogin(
            "client",
            StoredLogin.Use.ID,
            URI.create(address),
            URI.create(address),
            "the-refresh-token",
            "the-token",
            "2020-01-01T00:00:00Z");

    assertThatThrownBy(() -> OAuthClient.refreshed(login))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("token endpoint must be https");
    assertThatThrownBy(() -> OAuthClient.revoke(login))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("revocation endpoint must be https");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "smb://h/s", "--version", "http://e.example"})
  void browser_opens_only_secure_addresses(String address) {
    assertThatThrownBy(() -> Browser.open(URI.create(address)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("must be https");
  }

  private static CommandRun logIn(URI issuer) {
    return CommandRun.of(
        "login",
        "--api=https://api.example",
        "--client-id=client",
        "--issuer=" + issuer,
        "--port=0",
        "--no-browser");
  }
}
