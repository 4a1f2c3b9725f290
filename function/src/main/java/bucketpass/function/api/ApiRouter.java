package bucketpass.function.api;

import bucketpass.core.claims.Claims;
import bucketpass.core.grant.Caller;
import bucketpass.core.grant.CallerResolver;
import bucketpass.core.grant.GrantResolver;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import bucketpass.function.event.ApiRequest;
import bucketpass.function.sts.CredentialVendor;
import bucketpass.function.token.JwtVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Route, claims, caller, endpoint: the way of each request. */
public final class ApiRouter {

  private final CallerResolver callers;
  private final CredentialsEndpoint credentials;
  private final PolicyEndpoint policy;
  private final WhoamiEndpoint whoami;
  private final Optional<JwtVerifier> verifier;
  private final Clock clock;

  /**
   * @param verifier checks the token of a request that came without an authorizer's claims; empty
   *     where an authorizer always stands before the function
   */
  public ApiRouter(
      CallerResolver callers,
      GrantResolver grants,
      CredentialVendor vending,
      Optional<JwtVerifier> verifier,
      Clock clock) {
    this.callers = callers;
    this.policy = new PolicyEndpoint(grants, vending);
    this.credentials = new CredentialsEndpoint(grants, vending, policy);
    this.whoami = new WhoamiEndpoint(grants, vending.bucket(), vending.region());
    this.verifier = verifier;
    this.clock = clock;
  }

  /**
   * Returns the response to a request, also to one that is refused.
   *
   * @param timeout how long it may take
   */
  public LoggedResponse answer(ApiRequest request, Duration timeout) {
    return Route.of(request)
        .then(
            route ->
                claims(request)
                    .then(claims -> callers.identify(claims, clock.instant()))
                    .map(caller -> answer(route, caller, request, timeout)))
        .fold(answer -> answer, LoggedResponse::refused);
  }

  private Result<Claims> claims(ApiRequest request) {
    if (request.claims().isPresent()) {
      return Result.ok(request.claims().get());
    }
    if (verifier.isEmpty() || request.token().isEmpty()) {
      return Result.refused(ErrorCode.MISSING_TOKEN, "The request has no token.");
    }
    return verifier.get().verify(request.token().get());
  }

  private LoggedResponse answer(Route route, Caller caller, ApiRequest request, Duration timeout) {
    return endpoint(route)
        .answer(caller, route, request, timeout)
        .fold(answer -> answer, LoggedResponse::refused)
        .knowing(JsonObject.of("caller", caller.sub(), "callerPrefix", caller.prefix().value()));
  }

  private ApiEndpoint endpoint(Route route) {
    return switch (route) {
      case GET_CREDENTIALS, POST_CREDENTIALS -> credentials;
      case GET_POLICY -> policy;
      case GET_WHOAMI -> whoami;
    };
  }
}
