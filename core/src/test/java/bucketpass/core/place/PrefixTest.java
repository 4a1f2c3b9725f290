package bucketpass.core.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bucketpass.core.claims.JsonClaims;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.Problem;
import bucketpass.core.result.Result;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

  private static Result<String> fill(String template, Map<String, Object> claims) {
    return PrefixTemplate.parse(template, Set.of())
        .fill(new JsonClaims(new JsonObject(claims)))
        .map(Prefix::value);
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
        .isEqualTo(Result.ok(prefix));
  }

  @Test
  void a_claim_that_is_missing_is_named() {
    assertThat(fill("{custom:tenant}/", Map.of("sub", "alice")).toString())
        .contains("CLAIM_MISSING", "custom:tenant");
  }

  @Test
  void a_claim_of_255_characters_fits_and_one_of_256_does_not() {
    assertThat(fill("{sub}/", Map.of("sub", "a".repeat(255))))
        .isEqualTo(Result.ok("a".repeat(255) + "/"));
    assertThat(fill("{sub}/", Map.of("sub", "a".repeat(256)))).isInstanceOf(Result.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "preferred_username",
        "username",
        "cognito:username",
        "Sub",
        "sub ",
        "custom:",
        "Custom:tenant",
        "email_verified",
        "dev:custom:tenant",
        "Email",
        "aud",
        "jti"
      })
  void claim_that_is_not_free_needs_trust(String claim) {
    String template = "{" + claim + "}/";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrefixTemplate.parse(template, Set.of("another")))
        .withMessageContaining("names the claim " + claim + ",");
    assertThat(PrefixTemplate.parse(template, Set.of("another", claim))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"..,x", ".,x", "a/b,x", "*,x", "'',x", "' ',x"})
  void a_claim_is_refused_by_itself_even_where_literals_would_hide_it(String claim) {
    assertThat(fill("x{sub}x/", Map.of("sub", claim))).isInstanceOf(Result.Refused.class);
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

  @Test
  void prefix_takes_exactly_the_ascii_of_a_tag_value() {
    String taken = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:=+@- ";
    for (char c = 0; c < 0x100; c++) {
      assertThat(Prefix.parse("x" + c + "x/") instanceof Result.Ok)
          .as("character %d", (int) c)
          .isEqualTo(taken.indexOf(c) >= 0 || c == '/');
    }
  }

  @ParameterizedTest
  @CsvSource({
    "alice,does not end with a slash",
    "/,has an empty segment",
    "alice//x/,has an empty segment",
    "alice/../,has a segment that is . or ..",
    "./,has a segment that is . or ..",
    "al*ce/,has a character other than A-Z a-z 0-9 space _ . : = + @ - /",
    "' alice/',has a segment that starts or ends with a space",
    "alice /,has a segment that starts or ends with a space",
    "a/ b/,has a segment that starts or ends with a space",
    "' /',has a segment that starts or ends with a space"
  })
  void a_refusal_says_what_is_wrong(String text, String flaw) {
    assertThat(Prefix.parse(text).fold(Prefix::value, Problem::detail))
        .isEqualTo("The prefix " + flaw + ".");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prefix(text))
        .withMessage("the prefix " + flaw);
  }

  @Test
  void a_prefix_of_256_characters_fits_a_tag_and_one_of_257_does_not() {
    assertThat(Prefix.parse("a".repeat(255) + "/")).isInstanceOf(Result.Ok.class);
    assertThat(Prefix.parse("a".repeat(256) + "/").fold(Prefix::value, Problem::detail))
        .isEqualTo("The prefix is longer than 256 characters.");
  }

  @ParameterizedTest
  @CsvSource({
    "{sub},must end with a slash",
    "{sub}x,must end with a slash",
    "everyone/,'must name a claim, or all callers would share one prefix'",
    "a*b/{sub}/,has a character other than A-Z a-z 0-9 _ . : = + @ - outside of a {claim}",
    "*{sub}/,has a character other than A-Z a-z 0-9 _ . : = + @ - outside of a {claim}",
    "{sub}*/,has a character other than A-Z a-z 0-9 _ . : = + @ - outside of a {claim}",
    "{sub}//,'has a segment that is empty, . or ..'",
    "{sub}/../,'has a segment that is empty, . or ..'",
    "{}/,has a { without a claim's name and a }",
    "{sub/,has a { without a claim's name and a }",
    "{a}{b}/,has two claims in one segment",
    "{a}-{b}/,has two claims in one segment",
    "{cognito:groups}/,names a claim that is a list",
    "{name}/,'names the claim name, which a caller may be able to choose: use sub or custom:NAME, or trust the claim'",
    "{sub}/{given_name}/,'names the claim given_name, which a caller may be able to choose: use sub or custom:NAME, or trust the claim'"
  })
  void a_template_that_could_not_keep_callers_apart_is_named(String template, String flaw) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrefixTemplate.parse(template, Set.of()))
        .withMessage("the prefix template " + flaw);
  }
}
