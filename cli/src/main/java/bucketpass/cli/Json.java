package bucketpass.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON for people: two spaces, one element a line. */
final class Json {

  /** A member named twice, or something after the end, would be understood in two ways. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

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
   * Reads JSON.
   *
   * @throws CommandFailed if it is not JSON; the text is not repeated, since it may hold a secret
   */
  static JsonNode read(String text, String what) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new CommandFailed(what + " is not JSON: it is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw notJson(e, what);
    }
  }

  /**
   * Reads JSON of a known form.
   *
   * @throws CommandFailed if it is not of that form, as {@link #read(String, String)}
   */
  static <T> T read(byte[] text, TypeReference<T> type, String what) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw notJson(e, what);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // only of streams
    }
  }

  /**
   * Returns a member that must be text.
   *
   * @throws CommandFailed if it is absent, or not text
   */
  static String text(JsonNode node, String member, String what) {
    String text = node.path(member).textValue();
    if (text == null) {
      throw new CommandFailed("%s has no text as its %s".formatted(what, member));
    }
    return text;
  }

  /** Class and position only: Jackson's message quotes the text, and its cause would be printed. */
  private static CommandFailed notJson(JsonProcessingException e, String what) {
    JsonLocation at = e.getLocation();
    String where =
        at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return new CommandFailed(
        "%s is not JSON of the form expected (%s%s)"
            .formatted(what, e.getClass().getSimpleName(), where));
  }
}
