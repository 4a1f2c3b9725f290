package bucketpass.function.event;

import bucketpass.core.claims.Claims;
import bucketpass.core.claims.GatewayClaims;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an event of an HTTP API in payload format 2.0. */
final class HttpApiEvent {

  private static final String[] OTHER_MEMBERS = {
    "httpMethod",
    "resource",
    "multiValueHeaders",
    "multiValueQueryStringParameters",
    "methodArn",
    "routeArn"
  };
  private static final String[] OTHER_CONTEXT = {"httpMethod", "resourcePath", "elb"};
  private static final String[] OTHER_AUTHORIZERS = {"claims", "lambda", "iam"};

  private HttpApiEvent() {}

  static ApiRequest read(EventFields event) throws EventFlaw {
    event.refuseAny(OTHER_MEMBERS);
    EventFields context = event.requiredFields("requestContext");
    context.refuseAny(OTHER_CONTEXT);
    String method = context.requiredFields("http").requiredText("method");
    return new ApiRequest(
        method,
        path(event, context, method),
        query(event),
        event.header("content-type").orElse(""),
        event.body(),
        claims(context),
        event.token());
  }

  private static String path(EventFields event, EventFields context, String method)
      throws EventFlaw {
    Optional<String> key = event.text("routeKey");
    Optional<String> path = event.text("rawPath");
    if (key.isEmpty()) {
      return path.orElseThrow(() -> EventFlaw.invalid("The event has no routeKey and no rawPath."));
    }
    int slash = key.get().indexOf(" /");
    if (slash >= 0) {
      String called = key.get().substring(0, slash);
      if (!called.equals(method) && !called.equals("ANY")) {
        throw EventFlaw.invalid("The event's method contradicts its routeKey.");
      }
    }
    return EventPath.of(key.get().substring(slash + 1), path.orElse(""), event, context);
  }

  /**
   * A parameter that is given twice is joined by a comma here, which only the raw query tells from
   * one that holds a comma. The raw query also shows a parameter that is left out.
   */
  private static Map<String, String> query(EventFields event) throws EventFlaw {
    Map<String, String> query = event.query();
    Optional<String> raw = event.text("rawQueryString");
    if (raw.isPresent()) {
      compareNames(query, raw.get());
    }
    return query;
  }

  private static void compareNames(Map<String, String> query, String raw) throws EventFlaw {
    if (raw.isEmpty() && query.isEmpty()) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (int from = 0; from <= raw.length(); ) {
      int and = raw.indexOf('&', from);
      int end = and < 0 ? raw.length() : and;
      if (end > from && !names.add(name(raw.substring(from, end)))) {
        throw EventFlaw.ofCaller("A parameter is given more than once.");
      }
      from = end + 1;
    }
    if (!names.equals(query.keySet())) {
      throw EventFlaw.invalid("The event's queryStringParameters contradict its rawQueryString.");
    }
  }

  private static String name(String parameter) throws EventFlaw {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw EventFlaw.ofCaller("A parameter's name is not URL-encoded.");
    }
  }

  private static Optional<Claims> claims(EventFields context) throws EventFlaw {
    Optional<EventFields> authorizer = context.fields("authorizer");
    if (authorizer.isEmpty()) {
      return Optional.empty();
    }
    authorizer.get().refuseAny(OTHER_AUTHORIZERS);
    EventFields claims = authorizer.get().requiredFields("jwt").requiredFields("claims");
    if (claims.object().isEmpty()) {
      throw EventFlaw.invalid("The event's authorizer has no claims.");
    }
    return Optional.of(GatewayClaims.ofHttpApi(claims.object()));
  }
}
