package bucketpass.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML into JSON, with the short form of a function ({@code !Ref X}) turned into its long
 * form ({@code {"Ref": "X"}}).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     Intrinsic functions</a>
 */
final class TemplateYaml {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The functions whose long form has no {@code Fn::} before it. */
  private static final Set<String> PLAIN = Set.of("Ref", "Condition");

  private TemplateYaml() {}

  static ObjectNode read(Path file) {
    LoadSettings settings =
        LoadSettings.builder().setSchema(new CoreSchema()).setLabel(file.toString()).build();
    try (InputStream in = Files.newInputStream(file)) {
      Node root =
          new Compose(settings)
              .composeInputStream(in)
              .orElseThrow(() -> new TemplateException(file.toString(), "is empty"));
      if (toJson(root, "") instanceof ObjectNode template) {
        return template;
      }
      throw new TemplateException(file.toString(), "is no mapping");
    } catch (IOException | YamlEngineException cannotRead) {
      throw new TemplateException(file.toString(), "cannot be read", cannotRead);
    }
  }

  private static JsonNode toJson(Node node, String place) {
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return untagged(node, place);
    }
    String function = tag.substring(1);
    JsonNode argument =
        node instanceof ScalarNode scalar
            ? JSON.textNode(scalar.getValue())
            : untagged(node, place);
    if (function.equals("GetAtt") && argument.isTextual()) {
      ArrayNode parts = JSON.arrayNode();
      for (String part : argument.textValue().split("\\.", 2)) {
        parts.add(part);
      }
      argument = parts;
    }
    return JSON.objectNode().set(PLAIN.contains(function) ? function : "Fn::" + function, argument);
  }

  private static JsonNode untagged(Node node, String place) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JSON.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        String key = key(entry.getKeyNode(), place);
        if (object.has(key)) {
          throw new TemplateException(place + "/" + key, "stands twice");
        }
        object.set(key, toJson(entry.getValueNode(), place + "/" + key));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      for (Node item : sequence.getValue()) {
        array.add(toJson(item, place + "/" + array.size()));
      }
      return array;
    }
    return scalar((ScalarNode) node, place);
  }

  /** A key that YAML reads as something else than text (a bare {@code Null}) is a mistake. */
  private static String key(Node node, String place) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    throw new TemplateException(place, "has a key that is no text");
  }

  private static JsonNode scalar(ScalarNode node, String place) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.STR)) {
      return JSON.textNode(text);
    }
    if (node.getTag().equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    if (node.getTag().equals(Tag.INT)) {
      return JSON.numberNode(Long.parseLong(text));
    }
    throw new TemplateException(place, "is neither text nor a boolean nor a whole number");
  }
}
