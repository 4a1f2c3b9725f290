package bucketpass.function.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StsCredentialsTest {

  private static StsCredentials credentials(String id, String secret, String token) {
    return new StsCredentials(
        id, secret, token, Instant.EPOCH, "123456789012", 1, Duration.ofHours(1), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a'b", "a\nb", "a\"b", "a$b", "a`b", "a;b", "aéb", "a\u0000b"})
  void value_outside_its_alphabet_is_refused_and_not_quoted(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> credentials(value, "secret", "token"))
        .withMessage("AccessKeyId has a character that AWS does not write");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> credentials("ASIA1", value, "token"))
        .withMessage("SecretAccessKey has a character that AWS does not write");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> credentials("ASIA1", "secret", value))
        .withMessage("SessionToken has a character that AWS does not write");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "a+b/c==", "a-b_c.d~e"})
  void value_in_its_alphabet_is_taken(String value) {
    assertThat(credentials("ASIA_1", value, value).secretAccessKey()).isEqualTo(value);
  }
}
