package bucketpass.function.properties;

import bucketpass.core.claims.Claims;
import bucketpass.core.claims.ClaimsValidator;
import bucketpass.core.claims.JsonClaims;
import bucketpass.core.grant.CallerResolver;
import bucketpass.core.grant.GrantRequest;
import bucketpass.core.grant.GrantResolver;
import bucketpass.core.json.JsonObject;
import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.PrefixTemplate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Claims, rules and asks: likely ones, and any text at all in their place. */
class Callers extends DomainContextBase {
  static final Instant NOW = Instant.parse("2026-11-24T04:00:00Z");

  /** What can stand in a prefix, more often than what cannot: two callers must both be let in. */
  static Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.strings().withChars("abAB12._:=+@-").ofMinLength(1).ofMaxLength(9)),
        Tuple.of(4, Arbitraries.of("alice", "alice2", "Alice", "bob", "sub-", "x.y", "a-b")),
        Tuple.of(1, Arbitraries.of("a/b", "..", ".", "", "*", "a*", "${*}", "alice/", "alice ")),
        Tuple.of(1, Arbitraries.strings().all().ofMaxLength(300)),
        Tuple.of(1, Arbitraries.strings().withChars("aA1./*?$ {}%:\\\"'é☃\n").ofMaxLength(12)));
  }

  @Provide
  Arbitrary<Claims> claims() {
    Arbitrary<Set<String>> groups =
        Arbitraries.of("readers", "uploaders", "writers", "others").set().ofMaxSize(4);
    return Combinators.combine(texts(), texts(), groups)
        .as(
            (sub, tenant, in) ->
                new JsonClaims(
                    JsonObject.of(
                        "iss",
                        "https://issuer.example",
                        "aud",
                        "client",
                        "token_use",
                        "id",
                        "exp",
                        1_795_500_000L,
                        "sub",
                        sub,
                        "custom:tenant",
                        tenant,
                        "cognito:groups",
                        List.copyOf(in))));
  }

  @Provide
  Arbitrary<CallerResolver> callerRules() {
    return Arbitraries.of(
            "{sub}/",
            "{custom:tenant}/{sub}/",
            "tenants/{custom:tenant}/",
            "u-{sub}/files/",
            "{custom:tenant}.d/x{sub}y/")
        .map(template -> PrefixTemplate.parse(template, Set.of()))
        .map(
            template ->
                new CallerResolver(
                    new ClaimsValidator("https://issuer.example", Set.of("client"), Set.of("id")),
                    template));
  }

  @Provide
  Arbitrary<GrantResolver> grantRules() {
    Arbitrary<AccessLevel> access = Arbitraries.of(AccessLevel.class);
    return Combinators.combine(
            access.optional(),
            Arbitraries.maps(Arbitraries.of("readers", "uploaders", "writers"), access)
                .ofMaxSize(3))
        .as(GrantResolver::new);
  }

  @Provide
  Arbitrary<GrantRequest> asks() {
    Arbitrary<Optional<String>> access =
        Arbitraries.oneOf(Arbitraries.of(AccessLevel.class).map(AccessLevel::id), texts())
            .optional();
    Arbitrary<Optional<String>> prefix =
        texts().map(text -> text.endsWith("/") ? text : text + "/").optional();
    Arbitrary<Optional<String>> duration =
        Arbitraries.oneOf(Arbitraries.of("900", "15m", "1h", "899", "3601", "2h", "-1"), texts())
            .optional();
    return Combinators.combine(access, prefix, duration).as(GrantRequest::new);
  }
}
