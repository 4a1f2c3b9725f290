package bucketpass.cli.login;

import bucketpass.cli.console.CheckedUri;
import bucketpass.cli.console.CommandFailedException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A sign-in in the browser: authorization code with PKCE, and a redirect back to this machine.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252">RFC 8252, OAuth 2.0 for Native Apps</a>
 */
final class BrowserSignIn implements AutoCloseable {

  private static final String PATH = "/callback";

  private final HttpServer server;
  private final State state = new State();
  private final CodeVerifier verifier = new CodeVerifier();
  private final CompletableFuture<AuthorizationResponse> response = new CompletableFuture<>();

  /**
   * Listens for the redirect.
   *
   * @param port fixed where the issuer compares redirects with their port, as Cognito does
   */
  BrowserSignIn(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(PATH, this::answer);
    server.start();
  }

  /** Cognito takes plain http for the name {@code localhost} alone. */
  URI redirect() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + PATH);
  }

  /** The address to open in a browser. */
  URI address(OIDCProviderMetadata issuer, String clientId) {
    URI endpoint =
        CheckedUri.safe(
            issuer.getAuthorizationEndpointURI(), "the issuer's authorization endpoint");
    return new AuthenticationRequest.Builder(
            ResponseType.CODE, new Scope("openid"), new ClientID(clientId), redirect())
        .endpointURI(endpoint)
        .state(state)
        .codeChallenge(verifier, CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Waits until the browser comes back.
   *
   * @throws CommandFailedException where it does not in time, or brings a refusal
   */
  AuthorizationCodeGrant await(Duration patience) throws InterruptedException {
    AuthorizationResponse came;
    try {
      came = response.get(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CommandFailedException(
          "nobody signed in within " + patience.toMinutes() + " minutes", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    if (!came.indicatesSuccess()) {
      String code = came.toErrorResponse().getErrorObject().getCode();
      throw new CommandFailedException("the issuer refused the sign-in: " + code);
    }
    AuthorizationCode code = came.toSuccessResponse().getAuthorizationCode();
    return new AuthorizationCodeGrant(code, redirect(), verifier);
  }

  boolean isAnswered() {
    return response.isDone();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      AuthorizationResponse came = AuthorizationResponse.parse(exchange.getRequestURI());
      if (!state.equals(came.getState())) {
        // Not the answer to what was asked: another page sent the browser here.
        reply(exchange, 400, "This is not the sign-in that was begun here.");
        return;
      }
      reply(exchange, 200, "You can close this page and go back to the shell.");
      response.complete(came);
    } catch (ParseException e) {
      reply(exchange, 400, "This is no answer to a sign-in.");
    }
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(1);
  }
}
