package bucketpass.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** JSON for people: two spaces, one element a line. */
final class Json {

  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final DefaultIndenter LINES = DefaultIndenter.SYSTEM_LINEFEED_INSTANCE;

  private Json() {}

  static ObjectWriter pretty() {
    return MAPPER.writer(
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withArrayIndenter(LINES)
            .withObjectIndenter(LINES));
  }

  static String pretty(Object value) {
    try {
      return pretty().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // only of values that are no JSON, and none is given
    }
  }

  /**
   * @throws CommandFailed if it is no JSON; the text itself is not repeated, it may hold a secret
   */
  static JsonNode read(String text, String what) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CommandFailed(what + " is not JSON (line " + e.getLocation().getLineNr() + ")", e);
    }
  }
}
