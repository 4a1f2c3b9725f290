package bucketpass.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.ListingRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Object;

class TerminalTest {

  private static final S3Object OBJECT =
      S3Object.builder().key("a\u001b[2J\nb\u202ec").eTag("\"e\"").build();

  @AfterEach
  void clear() {
    System.clearProperty(Terminal.PROPERTY);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 8, 0x0a, 0x0d, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9d, 0x200e, 0x2028, 0x2029, 0x202a,
        0x202e, 0x2066, 0x2069, 0xfeff, 0xe0041
      })
  void character_that_a_terminal_obeys_is_escaped(int character) {
    String text = Character.toString(character);

    assertThat(Terminal.escape("a" + text + "b"))
        .matches("a(\\\\u[0-9a-f]{4}){1,2}b")
        .doesNotContain(text);
  }

  @Test
  void every_other_text_stays_as_it_is() {
    String text = "größe 1+1=2 \"quoted\" \\ 日本 😀.txt";

    assertThat(Terminal.escape(text)).isEqualTo(text);
    assertThat(Terminal.escape(Terminal.escape("\u001b"))).isEqualTo("\\u001b");
  }

  @Test
  void writer_keeps_lines_and_escapes_everything_else() throws IOException {
    StringWriter terminal = new StringWriter();
    try (PrintWriter out = new PrintWriter(new TerminalWriter(terminal))) {
      out.print("a\tb\n");
      out.print("\u001b]0;x\u0007".toCharArray());
      out.append('\r').printf("%s", "\u202e");
    }

    assertThat(terminal.toString()).isEqualTo("a\tb\n\\u001b]0;x\\u0007\\u000d\\u202e");
  }

  @Test
  void key_is_escaped_in_flat_rows_only_on_a_terminal() {
    System.setProperty(Terminal.PROPERTY, "true");
    assertThat(row(true)).containsEntry("Key", "a\\u001b[2J\\u000ab\\u202ec");
    assertThat(row(false)).containsEntry("Key", OBJECT.key());

    System.setProperty(Terminal.PROPERTY, "false");
    assertThat(row(true)).containsEntry("Key", OBJECT.key());
  }

  private static Map<String, Object> row(boolean flat) {
    return new ListingRow(flat, Optional.empty()).row(OBJECT);
  }
}
