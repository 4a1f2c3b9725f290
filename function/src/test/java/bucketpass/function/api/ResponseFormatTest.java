package bucketpass.function.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseFormatTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "'",
        "''",
        "a'b'c",
        "'; echo broken; '",
        "\\'",
        "'\\''",
        "$(echo broken)",
        "`echo broken`",
        "\"$HOME\"",
        "!!",
        " a b ",
        "a\\",
        "é☃"
      })
  void value_of_env_is_one_word_to_a_shell(String value) throws Exception {
    String script = "export V=" + ResponseFormat.quoted(value) + "\nprintf %s \"$V\"";
    Process shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();

    byte[] printed = shell.getInputStream().readAllBytes();

    assertThat(new String(printed, StandardCharsets.UTF_8)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "\n", "a\tb", "a\u0000b", "a\u001bb", "a\u0085b"})
  void value_with_a_control_character_is_never_written(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> ResponseFormat.quoted(value));
    assertThatIllegalArgumentException().isThrownBy(() -> ResponseFormat.oneLine(value));
  }
}
