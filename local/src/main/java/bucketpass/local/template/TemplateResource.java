package bucketpass.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A resource of the template, functions not yet resolved.
 *
 * @param id its logical id
 */
record TemplateResource(String id, JsonNode node) {

  String type() {
    return node.path("Type").asText();
  }

  JsonNode properties() {
    return node.path("Properties");
  }

  JsonNode property(String name) {
    return properties().path(name);
  }

  String place() {
    return "Resources/" + id;
  }

  /**
   * Refuses a property that would change what is enforced and that no one here reads.
   *
   * @throws TemplateException when it has another property than these
   */
  void requireOnly(Set<String> known) {
    JsonNodes.requireOnly(properties(), known, place() + "/Properties");
  }
}
