package bucketpass.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The scalar members of one JSON object, which is all that the API's answers have. */
final class FlatJson {

  /** Without the source in messages: a body that does not parse may hold a secret all the same. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private FlatJson() {}

  /**
   * Reads the members; one whose value is an object or an array is passed over.
   *
   * @throws BadResponseException if the text is not one JSON object or names a member twice; the
   *     message tells the error's class and position, and nothing of the text
   */
  static Map<String, String> read(String text) throws BadResponseException {
    try {
      return members(text);
    } catch (JacksonException e) {
      // Jackson's own message quotes the text ("Unrecognized token '…'"), so it is dropped here.
      JsonLocation at = e.getLocation();
      throw new BadResponseException(
          "the response is not JSON (%s at line %d, column %d)"
              .formatted(e.getClass().getSimpleName(), at.getLineNr(), at.getColumnNr()));
    } catch (BadResponseException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("reading a text has no other errors", e);
    }
  }

  private static Map<String, String> members(String text) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadResponseException("the response is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          members.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new BadResponseException("the response goes on after its JSON object");
      }
    }
    return members;
  }
}
