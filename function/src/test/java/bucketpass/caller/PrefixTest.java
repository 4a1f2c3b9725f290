package bucketpass.caller;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.outcome.Outcome;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {

  private static Outcome<String> fill(String template, Map<String, String> claims) {
    return PrefixTemplate.parse(template).fill(new Claims(claims, Set.of())).map(Prefix::value);
  }

  @ParameterizedTest
  @CsvSource({
    "{sub}/,alice/",
    "{custom:tenant}/{sub}/,acme/alice/",
    "tenants/{custom:tenant}/,tenants/acme/",
    "v1-{sub}.d/,v1-alice.d/",
    "{sub}/in/,alice/in/"
  })
  void a_template_is_filled_from_claims(String template, String prefix) {
    assertThat(fill(template, Map.of("sub", "alice", "custom:tenant", "acme")))
        .isEqualTo(Outcome.ok(prefix));
  }

  @Test
  void a_claim_of_255_characters_fits_and_one_of_256_does_not() {
    assertThat(fill("{sub}/", Map.of("sub", "a".repeat(255))))
        .isEqualTo(Outcome.ok("a".repeat(255) + "/"));
    assertThat(fill("{sub}/", Map.of("sub", "a".repeat(256)))).isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"..,x", ".,x", "a/b,x", "*,x", "'',x", "' ',x"})
  void a_claim_is_refused_by_itself_even_where_literals_would_hide_it(String claim) {
    assertThat(fill("x{sub}x/", Map.of("sub", claim))).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void a_prefix_holds_what_is_under_it_and_no_sibling() {
    Prefix alice = new Prefix("alice/");

    assertThat(alice.contains(new Prefix("alice/"))).isTrue();
    assertThat(alice.contains(new Prefix("alice/photos/"))).isTrue();
    assertThat(alice.contains(new Prefix("alice2/"))).isFalse();
    assertThat(alice.contains(new Prefix("Alice/"))).isFalse();
    assertThat(alice.contains(new Prefix("x/alice/"))).isFalse();
  }
}
