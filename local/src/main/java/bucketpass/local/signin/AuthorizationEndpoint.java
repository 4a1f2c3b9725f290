package bucketpass.local.signin;

import bucketpass.local.http.ServerResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Prompt;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Signs a user in and sends the browser back with a code.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html">Cognito's
 *     authorize endpoint</a>
 */
final class AuthorizationEndpoint {

  /** What the request that got a code said, which the one that redeems it must match. */
  record Granted(AuthenticationRequest request, AuthenticatedUser signedIn) {}

  /** Cognito's codes live five minutes. */
  private static final Duration CODE_LIFETIME = Duration.ofMinutes(5);

  private final AppClient client;
  private final BrowserSessions sessions;
  private final OpaqueTokens<Granted> codes;
  private final Clock clock;

  AuthorizationEndpoint(
      AppClient client, BrowserSessions sessions, OpaqueTokens<Granted> codes, Clock clock) {
    this.client = client;
    this.sessions = sessions;
    this.codes = codes;
    this.clock = clock;
  }

  ServerResponse answer(HttpServletRequest http) throws IOException {
    AuthenticationRequest request;
    try {
      request = AuthenticationRequest.parse(Optional.ofNullable(http.getQueryString()).orElse(""));
    } catch (ParseException | IllegalArgumentException e) {
      // The second where what the library would quote has other than plain characters.
      return LoginPage.refused(e.getMessage());
    }
    if (!request.getClientID().getValue().equals(client.id())) {
      return LoginPage.refused("No such client_id.");
    }
    if (!client.mayRedirectTo(request.getRedirectionURI())) {
      return LoginPage.refused("The redirect_uri is neither this page's nor a loopback address.");
    }
    Optional<ErrorObject> error = unsupported(request);
    if (error.isPresent()) {
      return sendBack(request, error.get());
    }
    return http.getMethod().equals("POST") ? submitted(http, request) : opened(http, request);
  }

  /** PKCE is demanded with S256: "plain" protects nobody whose request was read. */
  private static Optional<ErrorObject> unsupported(AuthenticationRequest request) {
    if (!request.getResponseType().equals(ResponseType.CODE)) {
      return Optional.of(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE);
    }
    boolean challenged =
        request.getCodeChallenge() != null
            && CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod());
    return challenged
        ? Optional.empty()
        : Optional.of(
            OAuth2Error.INVALID_REQUEST.setDescription(
                "code_challenge with code_challenge_method S256 is required"));
  }

  private ServerResponse opened(HttpServletRequest http, AuthenticationRequest request) {
    boolean again = request.getPrompt() != null && request.getPrompt().contains(Prompt.Type.LOGIN);
    return sessions
        .current(http)
        .filter(session -> !again)
        .map(session -> sendBack(request, session))
        .orElseGet(() -> LoginPage.form(200, request.getRedirectionURI(), "", ""));
  }

  private ServerResponse submitted(HttpServletRequest http, AuthenticationRequest request)
      throws IOException {
    SignInForm form = SignInForm.body(http);
    String username = form.get("username");
    return LocalUser.find(username)
        .filter(user -> user.hasPassword(form.get("password")))
        .map(user -> new AuthenticatedUser(user, clock.instant()))
        .map(signedIn -> sessions.begin(signedIn, sendBack(request, signedIn)))
        .orElseGet(
            () ->
                LoginPage.form(
                    401,
                    request.getRedirectionURI(),
                    username,
                    "That name and password do not go together."));
  }

  private ServerResponse sendBack(AuthenticationRequest request, AuthenticatedUser signedIn) {
    Granted granted = new Granted(request, signedIn);
    String code = codes.issue(granted, clock.instant().plus(CODE_LIFETIME));
    return ServerResponse.seeOther(
        new AuthenticationSuccessResponse(
                request.getRedirectionURI(),
                new AuthorizationCode(code),
                null,
                null,
                request.getState(),
                null,
                null)
            .toURI());
  }

  private static ServerResponse sendBack(AuthenticationRequest request, ErrorObject error) {
    return ServerResponse.seeOther(
        new AuthenticationErrorResponse(
                request.getRedirectionURI(), error, request.getState(), null)
            .toURI());
  }
}
