package bucketpass.api;

import bucketpass.caller.Caller;
import bucketpass.caller.CallerRules;
import bucketpass.caller.Claims;
import bucketpass.caller.TokenVerifier;
import bucketpass.grant.Access;
import bucketpass.grant.Grant;
import bucketpass.grant.GrantRules;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The way of a request: caller, grant, policy, AssumeRole, reply. */
public final class Api {

  private final CallerRules callers;
  private final GrantRules grants;
  private final Vending vending;
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
    this.grants = grants;
    this.vending = vending;
    this.verifier = verifier;
    this.clock = clock;
  }

  /**
   * Answers a request.
   *
   * @param within how long it may take
   */
  public Answer answer(ApiRequest request, Duration within) {
    return Route.of(request)
        .then(
            route ->
                claims(request)
                    .then(claims -> callers.identify(claims, clock.instant()))
                    .map(caller -> answer(route, caller, request, within)))
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

  private Answer answer(Route route, Caller caller, ApiRequest request, Duration within) {
    Answer answer =
        route == Route.GET_WHOAMI
            ? whoami(caller)
            : CredentialsAsk.of(route, request)
                .then(asked -> credentials(caller, asked, within))
                .fold(vended -> vended, Answer::refused);
    return answer.knowing(
        JsonObject.of("caller", caller.sub(), "callerPrefix", caller.prefix().value()));
  }

  private Outcome<Answer> credentials(Caller caller, CredentialsAsk asked, Duration within) {
    Outcome<Grant> grant = grants.decide(caller, asked.ask());
    return grant.then(
        granted ->
            asked.dryRun() ? vending.show(granted) : vending.vend(granted, asked.format(), within));
  }

  private Answer whoami(Caller caller) {
    List<Access> levels = Access.within(grants.limit(caller));
    return new Answer(
        ApiReply.ok(
            JsonObject.of(
                "Sub", caller.sub(),
                "Prefix", caller.prefix(),
                "Access", levels.isEmpty() ? null : levels.get(0),
                "Accesses", levels,
                "Groups", caller.groups().stream().sorted().toList(),
                "Bucket", vending.bucket(),
                "Region", vending.region())),
        "caller.shown",
        JsonObject.of());
  }
}
