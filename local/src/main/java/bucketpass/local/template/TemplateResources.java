package bucketpass.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The resources that the stack has: those whose condition holds. */
final class TemplateResources {
  private final Map<String, TemplateResource> byId;

  TemplateResources(JsonNode declared, Predicate<String> condition) {
    byId = new LinkedHashMap<>();
    declared
        .properties()
        .forEach(
            entry -> {
              JsonNode needs = entry.getValue().path("Condition");
              if (needs.isMissingNode() || condition.test(needs.asText())) {
                byId.put(entry.getKey(), new TemplateResource(entry.getKey(), entry.getValue()));
              }
            });
  }

  /**
   * @throws TemplateException when the stack has none of that id
   */
  TemplateResource get(String id, String place) {
    if (!byId.containsKey(id)) {
      throw new TemplateException(place, "refers to " + id + ", which the stack does not have");
    }
    return byId.get(id);
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  void add(TemplateResource resource) {
    byId.put(resource.id(), resource);
  }

  List<TemplateResource> ofType(String type) {
    return byId.values().stream()
        .filter(resource -> resource.type().equals(type))
        .collect(Collectors.toUnmodifiableList());
  }
}
