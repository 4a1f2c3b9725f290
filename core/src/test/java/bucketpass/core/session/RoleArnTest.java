package bucketpass.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleArnTest {

  @Test
  void parts_are_partition_account_and_name() {
    assertThat(RoleArn.parse("arn:aws-cn:iam::123456789012:role/a/path/vended"))
        .isEqualTo(new RoleArn("aws-cn", "123456789012", "a/path/vended"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vended",
        "arn:aws:iam::123456789012",
        "arn:aws:iam::123456789012:user/vended",
        "arn:aws:sts::123456789012:role/vended",
        "urn:aws:iam::123456789012:role/vended"
      })
  void other_text_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RoleArn.parse(text));
  }
}
