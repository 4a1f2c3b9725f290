package bucketpass.local.signin;

import bucketpass.local.http.ApiCorsPolicy;
import bucketpass.local.http.ErrorFormat;
import bucketpass.local.http.LocalServer;
import bucketpass.local.http.ServerResponse;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The sign-in of the local application: an OpenID provider whose tokens have the claims of a
 * Cognito user pool's, at the paths of one.
 *
 * <p>Everybody may sign in as anybody, and {@code dev/token} signs whatever claims it is asked for:
 * it is for a machine of one's own.
 */
public final class SignInServlet {

  /** The id of the one app client. */
  public static final String CLIENT_ID = "bucketpass-local";

  /** The path that accepts a {@link DevTokenRequest}. */
  static final String TOKEN_DESK = "/dev/token";

  private static final String PATH = "/bucketpass";

  private final URI issuer;
  private final AppClient client;
  private final ApiCorsPolicy cors;
  private final TokenIssuer tokens;
  private final BrowserSessions sessions;
  private final AuthorizationEndpoint authorize;
  private final TokenEndpoint token;
  private final DevTokenEndpoint desk;

  /**
   * Serves on a port that was taken before.
   *
   * @param origins of the pages that sign users in; their scripts may read tokens from here
   */
  public SignInServlet(
      LocalServer server, List<String> origins, TokenLifetimes lifetimes, Clock clock) {
    issuer = URI.create(server.uri() + PATH);
    client = new AppClient(CLIENT_ID, origins);
    cors =
        new ApiCorsPolicy(
            origins,
            List.of("GET", "POST"),
            List.of("authorization", "content-type"),
            List.of(),
            Optional.empty());
    tokens = new TokenIssuer(issuer, CLIENT_ID, clock);
    sessions = new BrowserSessions(PATH, clock);
    OpaqueTokens<AuthorizationEndpoint.Granted> codes = new OpaqueTokens<>(clock);
    authorize = new AuthorizationEndpoint(client, sessions, codes, clock);
    token = new TokenEndpoint(at("/oauth2/token"), client, tokens, lifetimes, codes, clock);
    desk = new DevTokenEndpoint(tokens, lifetimes.token(), clock);
    server.serve(this::answer, ErrorFormat.TEXT);
  }

  /** What the issuer is called that listens there. */
  public static URI issuerAt(String host, int port) {
    return URI.create("http://" + host + ":" + port + PATH);
  }

  /** What {@code iss} says in its tokens. */
  public URI issuer() {
    return issuer;
  }

  /** Where its public keys are. */
  public URI keySet() {
    return at("/.well-known/jwks.json");
  }

  private ServerResponse answer(HttpServletRequest http) throws IOException {
    return cors.isPreflight(http) ? cors.preflight(http) : cors.allow(http, route(http));
  }

  private ServerResponse route(HttpServletRequest http) throws IOException {
    String call = http.getMethod() + " " + http.getRequestURI();
    return switch (call) {
      case "GET " + PATH + "/.well-known/openid-configuration" ->
          ServerResponse.json(200, metadata().toJSONObject().toJSONString());
      case "GET " + PATH + "/.well-known/jwks.json" ->
          ServerResponse.json(200, tokens.keySet().toString());
      case "GET " + PATH + "/oauth2/authorize", "POST " + PATH + "/oauth2/authorize" ->
          authorize.answer(http);
      case "POST " + PATH + "/oauth2/token" -> token.answer(http);
      case "POST " + PATH + "/oauth2/revoke" -> token.revoke(http);
      case "GET " + PATH + "/logout" -> logout(http);
      case "POST " + PATH + TOKEN_DESK -> desk.answer(http);
      default -> ServerResponse.json(404, "{\"error\":\"not_found\"}");
    };
  }

  /**
   * Ends the browser's session.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html">Cognito's
   *     logout endpoint</a>
   */
  private ServerResponse logout(HttpServletRequest http) {
    SignInForm query = SignInForm.query(http);
    String target = query.get("logout_uri");
    if (target.isEmpty()) {
      target = query.get("post_logout_redirect_uri");
    }
    if (!query.get("client_id").equals(client.id())) {
      return LoginPage.refused("No such client_id.");
    }
    URI next;
    try {
      next = URI.create(target);
    } catch (IllegalArgumentException e) {
      return LoginPage.refused("The logout_uri is not an address.");
    }
    return client.mayRedirectTo(next)
        ? sessions.end(http, ServerResponse.seeOther(next))
        : LoginPage.refused("The logout_uri is neither this page's nor a loopback address.");
  }

  private OIDCProviderMetadata metadata() {
    OIDCProviderMetadata metadata =
        new OIDCProviderMetadata(new Issuer(issuer), List.of(SubjectType.PUBLIC), keySet());
    metadata.setAuthorizationEndpointURI(at("/oauth2/authorize"));
    metadata.setTokenEndpointURI(at("/oauth2/token"));
    metadata.setRevocationEndpointURI(at("/oauth2/revoke"));
    metadata.setEndSessionEndpointURI(at("/logout"));
    metadata.setResponseTypes(List.of(ResponseType.CODE));
    metadata.setGrantTypes(
        List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.PASSWORD));
    metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
    metadata.setScopes(new Scope("openid", "email", "profile"));
    metadata.setTokenEndpointAuthMethods(List.of(ClientAuthenticationMethod.NONE));
    metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256));
    return metadata;
  }

  private URI at(String path) {
    return URI.create(issuer + path);
  }
}
