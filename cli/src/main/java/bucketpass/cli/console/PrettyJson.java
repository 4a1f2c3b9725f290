package bucketpass.cli.console;

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
public final class PrettyJson {

  /** A member named twice, or something after the end, would be understood in two ways. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final DefaultIndenter LINES = DefaultIndenter.SYSTEM_LINEFEED_INSTANCE;

  private PrettyJson() {}

  public static ObjectWriter pretty() {
    return MAPPER.writer(
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withArrayIndenter(LINES)
            .withObjectIndenter(LINES));
  }

  public static String pretty(Object value) {
    try {
      return pretty().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // only of values that are no JSON, and none is given
    }
  }

  /**
   * Reads JSON.
   *
   * @throws CommandFailedException if it is not JSON; the text is not repeated, since it may hold a
   *     secret
   */
  public static JsonNode read(String text, String what) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new CommandFailedException(what + " is not JSON: it is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw notJson(e, what);
    }
  }

  /**
   * Reads JSON of a known form.
   *
   * @throws CommandFailedException if it is not of that form, as {@link #read(String, String)}
   */
  public static <T> T read(byte[] text, TypeReference<T> type, String what) {
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
   * @throws CommandFailedException if it is absent, or not text
   */
  public static String text(JsonNode node, String member, String what) {
    String text = node.path(member).textValue();
    if (text == null) {
      throw new CommandFailedException("%s has no text as its %s".formatted(what, member));
    }
    return text;
  }

  /** Class and position only: Jackson's message quotes the text, and its cause would be printed. */
  private static CommandFailedException notJson(JsonProcessingException e, String what) {
    JsonLocation at = e.getLocation();
    String where =
        at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return new CommandFailedException(
        "%s is not JSON of the form expected (%s%s)"
            .formatted(what, e.getClass().getSimpleName(), where));
  }
}
