package bucketpass.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads JSON that must be of one shape, and names the place when it is not. */
final class JsonNodes {
  private JsonNodes() {}

  static String text(JsonNode node, String place) {
    if (!node.isValueNode() || node.isNull()) {
      throw new TemplateException(place, "is no text");
    }
    return node.asText();
  }

  /** A list of texts; empty when there is none. */
  static List<String> texts(JsonNode node, String place) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(node, place)) {
      texts.add(text(item, place + "/" + texts.size()));
    }
    return texts;
  }

  /** The items of a list; none when there is no list. */
  static List<JsonNode> list(JsonNode node, String place) {
    if (!node.isArray() && !node.isMissingNode()) {
      throw new TemplateException(place, "is no list");
    }
    List<JsonNode> items = new ArrayList<>();
    node.forEach(items::add);
    return items;
  }

  static void requireOnly(JsonNode node, Set<String> known, String place) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new TemplateException(place + "/" + name, "is not known");
              }
            });
  }
}
