package bucketpass.api;

import bucketpass.caller.Caller;
import bucketpass.caller.CallerRules;
import bucketpass.caller.Claims;
import bucketpass.caller.TokenVerifier;
import bucketpass.grant.GrantRules;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Route, claims, caller, endpoint: the way of each request. */
public final class Api {

  private final CallerRules callers;
  private final CredentialsEndpoint credentials;
  private final PolicyEndpoint policy;
  private final WhoamiEndpoint whoami;
  private final Optional<TokenVerifier> verifier;
  private final Clock clock;

  /**
   * @param verifier checks the token of a request that came without an authorizer's claims; empty
   *     where an authorizer always stands before the function
   */
  public Api(
      CallerRules callers,
      GrantRules grants,
      Vending vending,
      Optional<TokenVerifier> verifier,
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
  public Answer answer(ApiRequest request, Duration timeout) {
    return Route.of(request)
        .then(
            route ->
                claims(request)
                    .then(claims -> callers.identify(claims, clock.instant()))
                    .map(caller -> answer(route, caller, request, timeout)))
        .fold(answer -> answer, Answer::refused);
  }

  private Outcome<Claims> claims(ApiRequest request) {
    if (request.claims().isPresent()) {
      return Outcome.ok(request.claims().get());
    }
    if (verifier.isEmpty() || request.token().isEmpty()) {
      return Outcome.refused(Reason.MISSING_TOKEN, "The request has no token.");
    }
    return verifier.get().verify(request.token().get());
  }

  private Answer answer(Route route, Caller caller, ApiRequest request, Duration timeout) {
    return endpoint(route)
        .answer(caller, route, request, timeout)
        .fold(answer -> answer, Answer::refused)
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
