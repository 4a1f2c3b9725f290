package bucketpass.cli.login;

import bucketpass.cli.console.CheckedUri;
import bucketpass.cli.console.CommandFailedException;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

/** Calls to the issuer's token endpoint, as a client without a secret. */
public final class OAuthClient {

  private static final int TIMEOUT_MILLIS = 30_000;

  private OAuthClient() {}

  /** The login with a fresh token, and with the new refresh token where the issuer rotates it. */
  public static StoredLogin refreshed(StoredLogin login) {
    return exchanged(login, new RefreshTokenGrant(new RefreshToken(login.refreshToken())));
  }

  /**
   * The login with what the issuer gives for a grant.
   *
   * @throws CommandFailedException where it refuses: the caller has to log in again
   */
  static StoredLogin exchanged(StoredLogin login, AuthorizationGrant grant) {
    URI endpoint = CheckedUri.safe(login.tokenEndpoint(), "the issuer's token endpoint");
    TokenRequest request =
        new TokenRequest.Builder(endpoint, new ClientID(login.clientId()), grant).build();
    try {
      TokenResponse response = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
      if (!response.indicatesSuccess()) {
        throw refused(response.toErrorResponse().getErrorObject());
      }
      return taken(login, response.toSuccessResponse().getTokens().toOIDCTokens());
    } catch (GeneralException | ParseException e) {
      throw new CommandFailedException(
          "the issuer's token endpoint responded with what OAuth does not know: check --issuer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void revoke(StoredLogin login) throws IOException {
    URI endpoint = CheckedUri.safe(login.revocation(), "the issuer's revocation endpoint");
    HTTPResponse answer =
        send(
            new TokenRevocationRequest(
                    endpoint,
                    new ClientID(login.clientId()),
                    new RefreshToken(login.refreshToken()))
                .toHTTPRequest());
    if (!answer.indicatesSuccess()) {
      throw new CommandFailedException(
          "the issuer did not revoke the login: HTTP " + answer.getStatusCode());
    }
  }

  private static StoredLogin taken(StoredLogin login, OIDCTokens tokens) throws ParseException {
    RefreshToken rotated = tokens.getRefreshToken();
    if (rotated == null && login.refreshToken() == null) {
      throw new CommandFailedException(
          "the issuer gave no refresh token: allow the grant for this client");
    }
    String refreshToken = rotated == null ? login.refreshToken() : rotated.getValue();
    if (login.use() == StoredLogin.Use.ID) {
      Date end = tokens.getIDToken().getJWTClaimsSet().getExpirationTime();
      return login.with(
          refreshToken, ApiClient.bearer(tokens.getIDTokenString()).value(), end.toInstant());
    }
    return login.with(
        refreshToken,
        ApiClient.bearer(tokens.getAccessToken().getValue()).value(),
        Instant.now().plusSeconds(tokens.getAccessToken().getLifetime()));
  }

  private static CommandFailedException refused(ErrorObject error) {
    return new CommandFailedException(
        "the issuer refused: %s (run bucketpass login again)".formatted(error.getCode()));
  }

  private static HTTPResponse send(HTTPRequest request) throws IOException {
    configure(request);
    return request.send();
  }

  /** Follows no redirect: what is sent is for the address that was checked. */
  static void configure(HTTPRequest request) {
    request.setConnectTimeout(TIMEOUT_MILLIS);
    request.setReadTimeout(TIMEOUT_MILLIS);
    request.setFollowRedirects(false);
  }
}
