package bucketpass.local.template;

import bucketpass.local.http.CorsRule;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what reaches the function and what it is told: CORS, routes and environment. */
final class ApiReader {
  private static final Set<String> BUCKET_CORS =
      Set.of(
          "AllowedOrigins", "AllowedMethods", "AllowedHeaders", "ExposedHeaders", "MaxAge", "Id");
  private static final Set<String> API_CORS =
      Set.of("AllowOrigins", "AllowMethods", "AllowHeaders", "ExposeHeaders", "MaxAge");

  private final IntrinsicFunctions intrinsics;

  ApiReader(IntrinsicFunctions intrinsics) {
    this.intrinsics = intrinsics;
  }

  CorsRule apiCors(TemplateResource api) {
    String place = api.place() + "/Properties/CorsConfiguration";
    JsonNode cors = intrinsics.resolve(api.property("CorsConfiguration"), place);
    if (!cors.isObject()) {
      throw new TemplateException(place, "is no mapping");
    }
    JsonNodes.requireOnly(cors, API_CORS, place);
    return new CorsRule(
        JsonNodes.texts(cors.path("AllowOrigins"), place),
        JsonNodes.texts(cors.path("AllowMethods"), place),
        JsonNodes.texts(cors.path("AllowHeaders"), place),
        JsonNodes.texts(cors.path("ExposeHeaders"), place),
        cors.path("MaxAge").asInt());
  }

  List<CorsRule> bucketCors(TemplateResource bucket) {
    String place = bucket.place() + "/Properties/CorsConfiguration";
    JsonNode cors = intrinsics.resolve(bucket.property("CorsConfiguration"), place);
    List<CorsRule> rules = new ArrayList<>();
    for (JsonNode rule : JsonNodes.list(cors.path("CorsRules"), place)) {
      String at = place + "/CorsRules/" + rules.size();
      JsonNodes.requireOnly(rule, BUCKET_CORS, at);
      rules.add(
          new CorsRule(
              JsonNodes.texts(rule.path("AllowedOrigins"), at),
              JsonNodes.texts(rule.path("AllowedMethods"), at),
              JsonNodes.texts(rule.path("AllowedHeaders"), at),
              JsonNodes.texts(rule.path("ExposedHeaders"), at),
              rule.path("MaxAge").asInt()));
    }
    return List.copyOf(rules);
  }

  List<RouteKey> routes(TemplateResource function) {
    List<RouteKey> routes = new ArrayList<>();
    function
        .property("Events")
        .properties()
        .forEach(
            event -> {
              String place = function.place() + "/Properties/Events/" + event.getKey();
              if (!event.getValue().path("Type").asText().equals("HttpApi")) {
                throw new TemplateException(place, "is no HttpApi event");
              }
              JsonNode properties =
                  intrinsics.resolve(event.getValue().path("Properties"), place + "/Properties");
              routes.add(
                  new RouteKey(
                      JsonNodes.text(properties.path("Method"), place),
                      JsonNodes.text(properties.path("Path"), place)));
            });
    return List.copyOf(routes);
  }

  Map<String, String> environment(TemplateResource function) {
    String place = function.place() + "/Properties/Environment/Variables";
    Map<String, String> environment = new HashMap<>();
    intrinsics
        .resolve(function.property("Environment").path("Variables"), place)
        .properties()
        .forEach(
            variable ->
                environment.put(
                    variable.getKey(),
                    JsonNodes.text(variable.getValue(), place + "/" + variable.getKey())));
    return Map.copyOf(environment);
  }
}
