package bucketpass.function.event;

import java.util.Optional;

/** Finds the path that a caller called, behind a route for one path or a route for all. */
final class EventPath {

  private static final String DEFAULT = "$default";
  private static final String GREEDY_END = "+}";

  private EventPath() {}

  /**
   * Returns the path of the call. A route for one path is that path, whatever stage or base path of
   * a domain stood before it. Behind {@code $default} or a route that ends in {@code {proxy+}} it
   * is what API Gateway matched there, or the request's path without the stage.
   *
   * @param route such as {@code /credentials}, {@code /{proxy+}} or {@code $default}
   * @param path the request's path, which can begin with the stage
   */
  static String of(String route, String path, EventFields event, EventFields context)
      throws EventFlaw {
    if (route.equals(DEFAULT)) {
      return withoutStage(path, context);
    }
    int open = route.endsWith(GREEDY_END) ? route.lastIndexOf("/{") + 1 : 0;
    if (open == 0) {
      return route;
    }
    String variable = route.substring(open + 1, route.length() - GREEDY_END.length());
    Optional<EventFields> variables = event.fields("pathParameters");
    if (variables.isPresent()) {
      String matched = "/" + variables.get().requiredText(variable);
      if (!path.endsWith(matched)) {
        throw EventFlaw.invalid("The event's path contradicts its pathParameters.");
      }
      return matched;
    }
    String rest = withoutStage(path, context);
    if (!rest.startsWith(route.substring(0, open))) {
      throw EventFlaw.invalid("The event's path contradicts its route.");
    }
    return rest.substring(open - 1);
  }

  private static String withoutStage(String path, EventFields context) throws EventFlaw {
    String stage = context.text("stage").orElse(DEFAULT);
    return !stage.isEmpty() && !stage.equals(DEFAULT) && path.startsWith("/" + stage + "/")
        ? path.substring(stage.length() + 1)
        : path;
  }
}
