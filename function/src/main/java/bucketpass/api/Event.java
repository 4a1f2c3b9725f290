package bucketpass.api;

import bucketpass.caller.Claims;
import bucketpass.json.Json;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the events of API Gateway: HTTP APIs in payload format 2.0, and REST APIs. The typed
 * classes of aws-lambda-java-events need jackson-databind, which costs a third of the start-up
 * time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Payload
 *     formats</a>
 */
public final class Event {

  private Event() {}

  /** The request in the event, or {@code InvalidEvent} or {@code InvalidParameter}. */
  public static Outcome<ApiRequest> read(byte[] json) {
    JsonObject event;
    try {
      event = Json.read(json);
    } catch (IOException e) {
      return Outcome.refused(Reason.INVALID_EVENT, "The event is not JSON.");
    }
    try {
      if (event.text("version").equals(Optional.of("2.0"))) {
        return Outcome.ok(httpApi(event));
      }
      if (event.text("httpMethod").isPresent()) {
        return restApi(event);
      }
    } catch (IllegalArgumentException e) {
      return Outcome.refused(Reason.INVALID_PARAMETER, "The body is not valid base64.");
    }
    return Outcome.refused(
        Reason.INVALID_EVENT, "The event is of neither an HTTP API (2.0) nor a REST API.");
  }

  private static ApiRequest httpApi(JsonObject event) {
    JsonObject context = event.object("requestContext");
    JsonObject claims = context.object("authorizer").object("jwt").object("claims");
    return new ApiRequest(
        context.object("http").text("method").orElse(""),
        routePath(event.text("routeKey").orElse("")).or(() -> event.text("rawPath")).orElse(""),
        texts(event.object("queryStringParameters")),
        header(event, "content-type").orElse(""),
        body(event),
        claims(claims, claims.scalar(Claims.GROUPS).map(Event::bracketed)),
        token(event));
  }

  /** The path of {@code GET /credentials}: what was matched, without stage and base path. */
  private static Optional<String> routePath(String routeKey) {
    int slash = routeKey.indexOf(" /");
    return slash < 0 ? Optional.empty() : Optional.of(routeKey.substring(slash + 1));
  }

  private static Outcome<ApiRequest> restApi(JsonObject event) {
    JsonObject repeated = event.object("multiValueQueryStringParameters");
    for (Map.Entry<String, Object> parameter : repeated.members().entrySet()) {
      if (parameter.getValue() instanceof List<?> values && values.size() > 1) {
        return Outcome.refused(Reason.INVALID_PARAMETER, "A parameter is given more than once.");
      }
    }
    JsonObject claims = event.object("requestContext").object("authorizer").object("claims");
    return Outcome.ok(
        new ApiRequest(
            event.text("httpMethod").orElse(""),
            event.text("resource").or(() -> event.text("path")).orElse(""),
            texts(event.object("queryStringParameters")),
            header(event, "content-type").orElse(""),
            body(event),
            claims(claims, claims.scalar(Claims.GROUPS).map(text -> split(text, ","))),
            token(event)));
  }

  private static Optional<Claims> claims(JsonObject claims, Optional<Set<String>> groups) {
    return claims.isEmpty()
        ? Optional.empty()
        : Optional.of(new Claims(texts(claims), groups.orElse(Set.of())));
  }

  /** {@code [a b]}, as an HTTP API writes a list; Cognito's group names hold no white space. */
  private static Set<String> bracketed(String text) {
    boolean list = text.startsWith("[") && text.endsWith("]");
    return list ? split(text.substring(1, text.length() - 1), " ") : Set.of(text);
  }

  private static Set<String> split(String text, String separator) {
    return Set.copyOf(Arrays.asList(text.split(separator)));
  }

  private static Map<String, String> texts(JsonObject object) {
    Map<String, String> texts = new HashMap<>();
    for (String name : object.members().keySet()) {
      object.scalar(name).ifPresent(value -> texts.put(name, value));
    }
    return texts;
  }

  private static String body(JsonObject event) {
    String body = event.text("body").orElse("");
    boolean encoded = Boolean.TRUE.equals(event.members().get("isBase64Encoded"));
    return encoded ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8) : body;
  }

  private static Optional<String> token(JsonObject event) {
    return header(event, "authorization")
        .map(text -> text.regionMatches(true, 0, "Bearer ", 0, 7) ? text.substring(7) : text);
  }

  /** An HTTP API sends header names in lower case, a REST API as the client wrote them. */
  private static Optional<String> header(JsonObject event, String lowerCaseName) {
    JsonObject headers = event.object("headers");
    for (String name : headers.members().keySet()) {
      if (name.toLowerCase(Locale.ROOT).equals(lowerCaseName)) {
        return headers.text(name);
      }
    }
    return Optional.empty();
  }
}
