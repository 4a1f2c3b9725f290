package bucketpass.function.api;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import bucketpass.function.event.ApiRequest;
import java.util.Set;

/** What can be called, and with which parameters. */
enum Route {
  POST_CREDENTIALS("POST", "/credentials", Set.of("format")),
  GET_CREDENTIALS("GET", "/credentials", Set.of("access", "prefix", "duration", "format")),
  GET_POLICY("GET", "/policy", Set.of("access", "prefix", "duration")),
  GET_WHOAMI("GET", "/whoami", Set.of());

  private final String method;
  private final String path;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
  private final Set<String> parameters;

  Route(String method, String path, Set<String> parameters) {
    this.method = method;
    this.path = path;
    this.parameters = parameters;
  }

  /** The route of a request whose parameters are all known to it. */
  static Result<Route> of(ApiRequest request) {
    boolean known = false;
    for (Route route : values()) {
      if (route.path.equals(request.path())) {
        known = true;
        if (route.method.equals(request.method())) {
          return route.check(request);
        }
      }
    }
    return known
        ? Result.refused(ErrorCode.METHOD_NOT_ALLOWED, "The path has no such method.")
        : Result.refused(ErrorCode.NOT_FOUND, "There is no such path.");
  }

  private Result<Route> check(ApiRequest request) {
    return parameters.containsAll(request.query().keySet())
        ? Result.ok(this)
        : Result.refused(
            ErrorCode.UNKNOWN_PARAMETER,
            parameters.isEmpty()
                ? "This call takes no parameters."
                : "The parameters of this call are: "
                    + String.join(", ", parameters.stream().sorted().toList())
                    + ".");
  }
}
