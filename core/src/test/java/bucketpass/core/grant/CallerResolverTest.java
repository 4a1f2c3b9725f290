package bucketpass.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.claims.ClaimsValidator;
import bucketpass.core.claims.GatewayClaims;
import bucketpass.core.claims.JsonClaims;
import bucketpass.core.json.JsonObject;
import bucketpass.core.place.PrefixTemplate;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The times of a token to the second, and the length of a name that stands in no prefix. */
class CallerResolverTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_795_492_800);
  private static final CallerResolver RULES =
      new CallerResolver(
          new ClaimsValidator("https://issuer.example", Set.of("client"), Set.of("id")),
          PrefixTemplate.parse("{custom:tenant}/", Set.of()));

  private static String identify(Map<String, String> changes) {
    Map<String, Object> claims =
        new HashMap<>(
            Map.of(
                "iss", "https://issuer.example",
                "aud", "client",
                "token_use", "id",
                "sub", "alice",
                "custom:tenant", "acme",
                "exp", "1795492860"));
    claims.putAll(changes);
    return RULES
        .identify(GatewayClaims.ofRestApi(new JsonObject(claims)), NOW)
        .fold(caller -> "taken", refusal -> refusal.reason().code());
  }

  @ParameterizedTest
  @CsvSource({
    "exp,1795492801,taken",
    "exp,1795492800,TokenExpired",
    "exp,1795492799,TokenExpired",
    "exp,999999999999,taken",
    "exp,1000000000000,ClaimInvalid",
    "exp,-1795492801,ClaimInvalid",
    "exp,'',ClaimInvalid",
    "exp,Tue Nov 24 04:00:01 UTC 2026,taken",
    "exp,Tue Nov 24 04:00:00 UTC 2026,TokenExpired",
    "exp,Tue Nov 24 05:00:00 CET 2026,ClaimInvalid",
    "nbf,1795492799,taken",
    "nbf,1795492800,taken",
    "nbf,1795492801,ClaimInvalid",
    "nbf,soon,ClaimInvalid"
  })
  void a_token_is_good_from_its_begin_until_before_its_end(
      String claim, String time, String outcome) {
    assertThat(identify(Map.of(claim, time))).isEqualTo(outcome);
  }

  @Test
  void a_sub_has_255_characters_at_most_and_none_that_controls() {
    assertThat(identify(Map.of("sub", "a".repeat(255)))).isEqualTo("taken");
    assertThat(identify(Map.of("sub", "a".repeat(256)))).isEqualTo("ClaimInvalid");
    assertThat(identify(Map.of("sub", "a\u0085b"))).isEqualTo("ClaimInvalid");
    assertThat(identify(Map.of("sub", ""))).isEqualTo("ClaimMissing");
  }

  @Test
  void claims_are_not_in_a_text_of_theirs() {
    JsonObject claims = JsonObject.of("email", "alice@example.com");
    assertThat(new JsonClaims(claims)).hasToString("Claims[email]");
    assertThat(GatewayClaims.ofHttpApi(claims)).hasToString("Claims[email]");
    assertThat(GatewayClaims.ofRestApi(claims)).hasToString("Claims[email]");
  }
}
