package bucketpass.function.token;

import static bucketpass.function.TestTokens.encode;
import static bucketpass.function.TestTokens.rsa;
import static bucketpass.function.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.claims.Claims;
import bucketpass.core.result.Result;
import bucketpass.function.MovingClock;
import bucketpass.function.TestTokens;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the function checks itself where no authorizer stands before it, with real signatures. */
class JwtVerifierTest {

  private static final KeyPair ISSUER = rsa(2048);
  private static final KeyPair STRANGER = rsa(2048);
  private static final String HEAD = "{\"alg\":\"RS256\",\"kid\":\"k1\"}";
  private static final String BODY =
      "{\"sub\":\"alice\",\"exp\":4102444800,\"cognito:groups\":[\"readers\"]}";

  private TestTokens issuer;
  private JwtVerifier verifier;

  @BeforeEach
  void publishTheIssuersKey() {
    issuer = new TestTokens(Map.of("k1", ISSUER, "short", rsa(1024)));
    verifier = new JwtVerifier(new JwksClient(issuer.address(), Clock.systemUTC()));
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  private String refusalOf(String token) {
    return verifier.verify(token).fold(claims -> "accepted", refusal -> refusal.reason().code());
  }

  @Test
  void takes_a_token_of_the_issuer_and_gives_its_claims() {
    Result<Claims> outcome = verifier.verify(signed(HEAD, BODY, ISSUER));

    assertThat(outcome.then(claims -> claims.text("sub")))
        .isEqualTo(Result.ok(Optional.of("alice")));
    assertThat(outcome.then(claims -> claims.time("exp")))
        .isEqualTo(Result.ok(Optional.of(Instant.ofEpochSecond(4_102_444_800L))));
    assertThat(outcome.then(Claims::groups)).isEqualTo(Result.ok(Set.of("readers")));
  }

  @Test
  void refuses_alg_none_with_and_without_a_signature() {
    String head = "{\"alg\":\"none\",\"kid\":\"k1\"}";

    assertThat(refusalOf(encode(head) + "." + encode(BODY) + ".")).isEqualTo("InvalidToken");
    assertThat(refusalOf(signed(head, BODY, ISSUER))).isEqualTo("InvalidToken");
  }

  @Test
  void refuses_a_strangers_key_under_the_issuers_key_id() {
    assertThat(refusalOf(signed(HEAD, BODY, STRANGER))).isEqualTo("InvalidToken");
  }

  @Test
  void refuses_hs256_made_with_the_public_key() throws Exception {
    String content = encode("{\"alg\":\"HS256\",\"kid\":\"k1\"}") + "." + encode(BODY);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(ISSUER.getPublic().getEncoded(), "HmacSHA256"));

    assertThat(
            refusalOf(
                content + "." + encode(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)))))
        .isEqualTo("InvalidToken");
  }

  @Test
  void refuses_a_signature_of_another_length_than_the_key_s() {
    String content = encode(HEAD) + "." + encode(BODY) + ".";

    for (int length : new int[] {0, 1, 255, 257, 512}) {
      assertThat(refusalOf(content + encode(new byte[length]))).isEqualTo("InvalidToken");
    }
  }

  @Test
  void refuses_a_body_changed_after_signing() {
    String[] parts = signed(HEAD, BODY, ISSUER).split("\\.", -1);

    assertThat(refusalOf(parts[0] + "." + encode(BODY.replace("alice", "bob")) + "." + parts[2]))
        .isEqualTo("InvalidToken");
  }

  @Test
  void refuses_a_head_without_a_key_id_or_with_what_must_be_understood() {
    assertThat(refusalOf(signed("{\"alg\":\"RS256\"}", BODY, ISSUER))).isEqualTo("InvalidToken");
    assertThat(
            refusalOf(
                signed(
                    "{\"alg\":\"RS256\",\"kid\":\"k1\",\"crit\":[\"b64\"],\"b64\":false}",
                    BODY,
                    ISSUER)))
        .isEqualTo("InvalidToken");
  }

  @Test
  void refuses_a_claim_given_twice() {
    assertThat(refusalOf(signed(HEAD, "{\"sub\":\"bob\",\"sub\":\"alice\"}", ISSUER)))
        .isEqualTo("InvalidToken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[null]",
        "[\"\"]",
        "[[\"readers\"]]",
        "1",
        "true",
        "[\"readers\", 1]",
        "\"readers\"",
        "{}"
      })
  void refuses_groups_that_are_not_a_list_of_names(String groups) {
    assertThat(refusalOf(signed(HEAD, "{\"cognito:groups\":" + groups + "}", ISSUER)))
        .isEqualTo("InvalidToken");
  }

  @Test
  void refuses_a_key_that_is_too_short_to_be_safe() {
    assertThat(refusalOf(signed("{\"alg\":\"RS256\",\"kid\":\"short\"}", BODY, ISSUER)))
        .isEqualTo("InvalidToken");
  }

  @Test
  void refuses_what_is_no_token() {
    for (String token :
        new String[] {
          "", ".", "..", "a.b", "a.b.c.d", "!.!.!", encode("[]") + "." + encode(BODY) + "."
        }) {
      assertThat(refusalOf(token)).as(token).isEqualTo("InvalidToken");
    }
    assertThat(refusalOf("a".repeat(JwtVerifier.MAX_LENGTH) + ".b.c")).isEqualTo("InvalidToken");
  }

  @Test
  void takes_the_longest_token_that_api_gateway_lets_through_and_none_longer() {
    // With this space some payload makes the whole exactly as long: base64 has no length of 4n + 1.
    String head = HEAD.replace(",", ", ");
    Map<Boolean, String> byLength = new HashMap<>();
    for (int filler = 7_000; byLength.size() < 2; filler++) {
      String payload = BODY.replace("}", ",\"filler\":\"" + "x".repeat(filler) + "\"}");
      String token = signed(head, payload, ISSUER);
      if (token.length() == JwtVerifier.MAX_LENGTH) {
        byLength.put(true, token);
      } else if (token.length() > JwtVerifier.MAX_LENGTH) {
        byLength.put(false, token);
      }
    }
    assertThat(refusalOf(byLength.get(true))).isEqualTo("accepted");
    assertThat(refusalOf(byLength.get(false))).isEqualTo("InvalidToken");
  }

  @Test
  void asks_the_issuer_for_an_unknown_key_after_half_a_minute_and_for_all_after_an_hour() {
    MovingClock clock = new MovingClock();
    verifier = new JwtVerifier(new JwksClient(issuer.address(), clock));
    String good = signed(HEAD, BODY, ISSUER);
    String unknown = signed("{\"alg\":\"RS256\",\"kid\":\"k2\"}", BODY, ISSUER);

    refusalOf(good);
    clock.advance(Duration.ofSeconds(30));
    refusalOf(unknown);
    assertThat(issuer.fetches()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    refusalOf(unknown);
    assertThat(issuer.fetches()).isEqualTo(2);
    clock.advance(Duration.ofHours(1));
    refusalOf(good);
    assertThat(issuer.fetches()).isEqualTo(2);
    clock.advance(Duration.ofSeconds(1));
    refusalOf(good);
    assertThat(issuer.fetches()).isEqualTo(3);
  }

  @Test
  void does_not_ask_the_issuer_again_for_each_made_up_key_id() {
    for (int i = 0; i < 20; i++) {
      refusalOf(signed("{\"alg\":\"RS256\",\"kid\":\"k" + (i + 2) + "\"}", BODY, ISSUER));
    }

    assertThat(issuer.fetches()).isEqualTo(1);
  }

  @Test
  void is_unavailable_and_not_lenient_while_the_key_set_is_away() {
    issuer.close();

    assertThat(refusalOf(signed(HEAD, BODY, ISSUER))).isEqualTo("KeySetUnavailable");
  }
}
