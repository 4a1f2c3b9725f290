package bucketpass.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleSessionNameTest {

  @Test
  void a_sub_that_is_a_name_stands_for_itself() {
    assertThat(RoleSessionName.of("3f9c2a10-70d1-70aa-1234-f1e2d3c4b5a6"))
        .isEqualTo("3f9c2a10-70d1-70aa-1234-f1e2d3c4b5a6");
    assertThat(RoleSessionName.of("google-oauth2_1+a=b,c.d@e"))
        .isEqualTo("google-oauth2_1+a=b,c.d@e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "sub-",
        "sub-x",
        "a b",
        "a|b",
        "auth0|123",
        "αβγ",
        "",
        "a/b",
        "\ud83d",
        "\ud83e",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void any_other_is_hashed_into_one(String sub) {
    assertThat(RoleSessionName.of(sub)).matches("sub-[A-Za-z0-9_-]{43}");
  }

  @Test
  void two_callers_never_share_one() {
    String hashed = RoleSessionName.of("auth0|123");

    assertThat(
            List.of(
                hashed,
                RoleSessionName.of(hashed),
                RoleSessionName.of("auth0|124"),
                RoleSessionName.of("auth0-123"),
                RoleSessionName.of("\ud83d"),
                RoleSessionName.of("\ud83e"),
                RoleSessionName.of("?")))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_name_has_2_to_64_characters_of_those_that_sts_takes() {
    assertThat(RoleSessionName.of("ab")).isEqualTo("ab");
    assertThat(RoleSessionName.of("x".repeat(64))).isEqualTo("x".repeat(64));
    String taken = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";
    for (char c = 0; c < 0x100; c++) {
      assertThat(RoleSessionName.of("x" + c).equals("x" + c))
          .as("character %d", (int) c)
          .isEqualTo(taken.indexOf(c) >= 0);
    }
  }
}
