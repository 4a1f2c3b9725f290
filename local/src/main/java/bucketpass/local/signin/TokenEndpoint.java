package bucketpass.local.signin;

import bucketpass.local.http.ServerResponse;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Gives tokens for a code, a refresh token, or a name and password (which a real pool takes by
 * {@code InitiateAuth}, and scripts want).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html">Cognito's
 *     token endpoint</a>
 */
final class TokenEndpoint {

  /** {@code RetryGracePeriodSeconds} in the template. */
  private static final Duration RETRY_GRACE = Duration.ofSeconds(30);

  private final URI uri;
  private final AppClient client;
  private final TokenIssuer issuer;
  private final TokenLifetimes lifetimes;
  private final OpaqueTokens<AuthorizationEndpoint.Granted> codes;
  private final OpaqueTokens<AuthenticatedUser> refreshTokens;
  private final Clock clock;

  TokenEndpoint(
      URI uri,
      AppClient client,
      TokenIssuer issuer,
      TokenLifetimes lifetimes,
      OpaqueTokens<AuthorizationEndpoint.Granted> codes,
      Clock clock) {
    this.uri = uri;
    this.client = client;
    this.issuer = issuer;
    this.lifetimes = lifetimes;
    this.codes = codes;
    this.refreshTokens = new OpaqueTokens<>(clock);
    this.clock = clock;
  }

  ServerResponse answer(HttpServletRequest http) throws IOException {
    try {
      return ServerResponse.json(200, tokens(parse(http)).toJSONObject().toJSONString())
          .with("cache-control", "no-store");
    } catch (GeneralException e) {
      ErrorObject error =
          e.getErrorObject() == null ? OAuth2Error.INVALID_REQUEST : e.getErrorObject();
      return ServerResponse.json(
              error.getHTTPStatusCode(),
              new TokenErrorResponse(error).toJSONObject().toJSONString())
          .with("cache-control", "no-store");
    }
  }

  /**
   * Forgets a refresh token. Its answer is the same for one it never knew.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009</a>
   */
  ServerResponse revoke(HttpServletRequest http) throws IOException {
    refreshTokens.redeem(SignInForm.body(http).get("token"));
    return ServerResponse.empty(200);
  }

  private TokenRequest parse(HttpServletRequest http) throws GeneralException, IOException {
    HTTPRequest message = new HTTPRequest(HTTPRequest.Method.POST, uri);
    String contentType = http.getHeader("Content-Type");
    if (contentType != null) {
      message.setContentType(contentType);
    }
    String body = SignInForm.text(http);
    if (SignInForm.of(body).repeatsOne()) {
      throw new GeneralException(OAuth2Error.INVALID_REQUEST); // the library would take the first
    }
    message.setBody(body);
    TokenRequest request;
    try {
      request = TokenRequest.parse(message);
    } catch (IllegalArgumentException e) {
      // So the library ends where what it would quote has other than plain characters.
      throw new GeneralException(OAuth2Error.INVALID_REQUEST);
    }
    if (request.getClientID() == null || !request.getClientID().getValue().equals(client.id())) {
      throw new GeneralException(OAuth2Error.INVALID_CLIENT);
    }
    return request;
  }

  private OIDCTokenResponse tokens(TokenRequest request) throws GeneralException {
    AuthorizationGrant grant = request.getAuthorizationGrant();
    if (grant instanceof AuthorizationCodeGrant code) {
      return forCode(code);
    }
    if (grant instanceof RefreshTokenGrant refresh) {
      return forRefreshToken(refresh.getRefreshToken().getValue());
    }
    if (grant instanceof ResourceOwnerPasswordCredentialsGrant password) {
      LocalUser user =
          LocalUser.find(password.getUsername())
              .filter(found -> found.hasPassword(password.getPassword().getValue()))
              .orElseThrow(() -> refused("that name and password do not go together"));
      return tokens(new AuthenticatedUser(user, clock.instant()), null);
    }
    throw new GeneralException(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
  }

  private OIDCTokenResponse forCode(AuthorizationCodeGrant grant) throws GeneralException {
    AuthorizationEndpoint.Granted granted =
        codes
            .redeem(grant.getAuthorizationCode().getValue())
            .orElseThrow(() -> refused("the code is unknown, used or has ended"));
    var request = granted.request();
    if (!request.getRedirectionURI().equals(grant.getRedirectionURI())) {
      throw refused("redirect_uri is not the one that the code was asked for with");
    }
    if (grant.getCodeVerifier() == null
        || !CodeChallenge.compute(request.getCodeChallengeMethod(), grant.getCodeVerifier())
            .equals(request.getCodeChallenge())) {
      throw refused("code_verifier does not match the code_challenge");
    }
    return tokens(granted.signedIn(), request.getNonce());
  }

  /** Rotates: the client gets a new one, and the one it had ends once a retry had its time. */
  private OIDCTokenResponse forRefreshToken(String refreshToken) throws GeneralException {
    AuthenticatedUser signedIn =
        refreshTokens
            .look(refreshToken)
            .orElseThrow(() -> refused("the refresh token is unknown or has ended"));
    refreshTokens.retire(refreshToken, clock.instant().plus(RETRY_GRACE));
    return tokens(signedIn, null);
  }

  private OIDCTokenResponse tokens(AuthenticatedUser signedIn, Nonce nonce) {
    Duration lifetime = lifetimes.token();
    String nonceValue = nonce == null ? null : nonce.getValue();
    SignedJWT idToken = issuer.sign(issuer.idClaims(signedIn, lifetime, nonceValue));
    SignedJWT accessToken = issuer.sign(issuer.accessClaims(signedIn, lifetime));
    Instant refreshableUntil = signedIn.at().plus(lifetimes.refresh());
    return new OIDCTokenResponse(
        new OIDCTokens(
            idToken,
            new BearerAccessToken(accessToken.serialize(), lifetime.toSeconds(), null),
            new RefreshToken(refreshTokens.issue(signedIn, refreshableUntil))));
  }

  private static GeneralException refused(String why) {
    return new GeneralException(OAuth2Error.INVALID_GRANT.setDescription(why));
  }
}
