package bucketpass.function.properties;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.claims.Claims;
import bucketpass.core.claims.ClaimsValidator;
import bucketpass.core.claims.GatewayClaims;
import bucketpass.core.claims.JsonClaims;
import bucketpass.core.grant.Caller;
import bucketpass.core.grant.CallerResolver;
import bucketpass.core.grant.Grant;
import bucketpass.core.grant.GrantRequest;
import bucketpass.core.grant.GrantResolver;
import bucketpass.core.grant.SessionDuration;
import bucketpass.core.json.JsonObject;
import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Prefix;
import bucketpass.core.place.PrefixTemplate;
import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.core.session.RoleSessionName;
import bucketpass.core.session.SessionPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What holds of any caller, whatever a claim holds and whatever is asked for. */
@Domain(Callers.class)
@Domain(DomainContext.Global.class)
class IsolationPropertiesTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/vended";

  @Property
  void a_grant_is_never_more_than_the_caller_may_have(
      @ForAll Claims claims,
      @ForAll CallerResolver callers,
      @ForAll GrantResolver grants,
      @ForAll GrantRequest ask) {
    identify(callers, claims)
        .ifPresent(
            caller ->
                value(grants.decide(caller, ask))
                    .ifPresent(
                        grant -> {
                          assertThat(AccessLevel.within(grants.limit(caller)))
                              .contains(grant.access());
                          assertThat(grant.prefix().value()).startsWith(caller.prefix().value());
                          assertThat(grant.lifetime().seconds()).isBetween(900, 3600);
                          ask.access()
                              .ifPresent(asked -> assertThat(grant.access().id()).isEqualTo(asked));
                          ask.prefix()
                              .ifPresent(
                                  asked -> assertThat(grant.prefix().value()).isEqualTo(asked));
                        }));
  }

  @Property
  void a_claim_is_its_own_literal_prefix_or_is_refused(@ForAll Claims claims) {
    PrefixTemplate template = PrefixTemplate.parse("{sub}/", Set.of());
    value(template.fill(claims))
        .ifPresent(
            prefix ->
                assertThat(prefix.value())
                    .isEqualTo(sub(claims) + "/")
                    .matches("[A-Za-z0-9_.:=+@-]+/"));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void no_two_callers_reach_a_common_key(
      @ForAll Claims one, @ForAll Claims other, @ForAll CallerResolver callers) {
    Optional<Prefix> first = identify(callers, one).map(Caller::prefix);
    Optional<Prefix> second = identify(callers, other).map(Caller::prefix);
    Assume.that(first.isPresent() && second.isPresent() && !first.equals(second));
    assertThat(first.get().contains(second.get())).isFalse();
    assertThat(second.get().contains(first.get())).isFalse();
  }

  @Property
  void a_policy_fits_sts_or_says_that_it_does_not(
      @ForAll Claims claims, @ForAll CallerResolver callers, @ForAll AccessLevel access) {
    identify(callers, claims)
        .ifPresent(
            caller -> {
              SessionPolicy policy = policy(caller, access);
              assertThat(policy.fits()).isEqualTo(policy.json().length() <= 2_048);
              assertThat(policy.json()).matches("[\\x20-\\xff]*");
              // A literal there, and not a wildcard.
              String writeOnce = "{\"StringEquals\":{\"s3:if-none-match\":\"*\"}}";
              assertThat(policy.json().replace(writeOnce, "")).doesNotContain("\"*\"");
            });
  }

  @Property
  void two_callers_share_no_session_name(@ForAll Claims one, @ForAll Claims other) {
    String first = sub(one);
    String second = sub(other);
    Assume.that(!first.equals(second));
    assertThat(RoleSessionName.of(first))
        .matches("[A-Za-z0-9_+=,.@-]{2,64}")
        .isNotEqualTo(RoleSessionName.of(second));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void two_callers_share_no_tag_and_no_kept_session(
      @ForAll Claims one, @ForAll Claims other, @ForAll AccessLevel access) {
    CallerResolver callers =
        new CallerResolver(
            new ClaimsValidator("https://issuer.example", Set.of("client"), Set.of("id")),
            PrefixTemplate.parse("{sub}/", Set.of()));
    Optional<Caller> first = identify(callers, one);
    Optional<Caller> second = identify(callers, other);
    Assume.that(
        first.isPresent() && second.isPresent() && !first.get().sub().equals(second.get().sub()));
    AssumeRoleParameters a = request(first.get(), access);
    AssumeRoleParameters b = request(second.get(), access);
    assertThat(a.prefix()).isNotEqualTo(b.prefix());
    assertThat(a).isNotEqualTo(b);
  }

  @Property
  void any_token_claims_get_a_caller_or_a_reason(
      @ForAll Map<String, String> values, @ForAll CallerResolver callers) {
    JsonObject claims = new JsonObject(new LinkedHashMap<>(values));
    assertThat(callers.identify(new JsonClaims(claims), Callers.NOW)).isNotNull();
    assertThat(callers.identify(GatewayClaims.ofHttpApi(claims), Callers.NOW)).isNotNull();
    assertThat(callers.identify(GatewayClaims.ofRestApi(claims), Callers.NOW)).isNotNull();
  }

  private static String sub(Claims claims) {
    return value(claims.text("sub")).flatMap(found -> found).orElseThrow();
  }

  private static AssumeRoleParameters request(Caller caller, AccessLevel access) {
    Grant grant = new Grant(caller, access, caller.prefix(), SessionDuration.DEFAULT);
    return AssumeRoleParameters.of(ROLE, grant, policy(caller, access));
  }

  private static SessionPolicy policy(Caller caller, AccessLevel access) {
    return ProducedPolicies.keep(
        SessionPolicy.of("aws", "b", caller.prefix(), access.permissions(), Optional.empty()),
        caller.prefix());
  }

  private static Optional<Caller> identify(CallerResolver callers, Claims claims) {
    return value(callers.identify(claims, Callers.NOW));
  }

  private static <T> Optional<T> value(Result<T> outcome) {
    return outcome instanceof Result.Ok<T> ok ? Optional.of(ok.value()) : Optional.empty();
  }
}
