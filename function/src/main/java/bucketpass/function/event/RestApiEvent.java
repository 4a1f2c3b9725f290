package bucketpass.function.event;

import bucketpass.core.claims.Claims;
import bucketpass.core.claims.GatewayClaims;
import bucketpass.core.claims.JsonClaims;
import bucketpass.core.json.JsonObject;
import java.util.Optional;

/**
 * Reads an event of a REST API, and of an HTTP API in payload format 1.0: that has a REST API's
 * members and a version, and its authorizer writes lists as in format 2.0.
 */
final class RestApiEvent {

  private static final String[] OTHER_MEMBERS = {
    "routeKey", "rawPath", "rawQueryString", "methodArn", "routeArn"
  };
  private static final String[] OTHER_CONTEXT = {"http", "routeKey", "elb"};
  private static final String[] OTHER_AUTHORIZERS = {"jwt", "lambda", "iam"};

  private RestApiEvent() {}

  static ApiRequest read(EventFields event, boolean httpApi) throws EventFlaw {
    event.refuseAny(OTHER_MEMBERS);
    EventFields context = event.requiredFields("requestContext");
    context.refuseAny(OTHER_CONTEXT);
    String method = event.requiredText("httpMethod");
    if (!context.text("httpMethod").orElse(method).equals(method)) {
      throw EventFlaw.invalid("The event has two methods.");
    }
    String route = event.requiredText("resource");
    return new ApiRequest(
        method,
        EventPath.of(route, event.text("path").orElse(""), event, context),
        event.query(),
        event.header("content-type").orElse(""),
        event.body(),
        claims(context, httpApi),
        event.token());
  }

  private static Optional<Claims> claims(EventFields context, boolean httpApi) throws EventFlaw {
    Optional<EventFields> authorizer = context.fields("authorizer");
    if (authorizer.isEmpty()) {
      return Optional.empty();
    }
    authorizer.get().refuseAny(OTHER_AUTHORIZERS);
    // Payload format 1.0 writes claims: null for a route without an authorizer.
    if (httpApi && authorizer.get().object().has("claims") && !authorizer.get().has("claims")) {
      return Optional.empty();
    }
    JsonObject claims = authorizer.get().requiredFields("claims").object();
    if (claims.isEmpty()) {
      throw EventFlaw.invalid("The event's authorizer has no claims.");
    }
    return Optional.of(httpApi ? GatewayClaims.ofHttpApi(claims) : ofRestApi(claims));
  }

  /**
   * A JWT authorizer keeps JSON types, and a JSON web token's {@code exp} is a number. A Cognito
   * authorizer makes every claim text.
   */
  private static Claims ofRestApi(JsonObject claims) {
    return claims.get("exp") instanceof Number
        ? new JsonClaims(claims)
        : GatewayClaims.ofRestApi(claims);
  }
}
