package bucketpass.function;

import bucketpass.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events as an HTTP API sends them, for one caller who is Alice unless said otherwise. */
public final class TestEvents {

  private TestEvents() {}

  /** The claims of an ID token of Alice's; a {@code null} in the changes leaves a claim out. */
  public static Map<String, Object> claims(Map<String, Object> changes) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", TestFunction.ISSUER);
    claims.put("aud", TestFunction.CLIENT);
    claims.put("token_use", "id");
    claims.put("sub", "alice");
    claims.put("exp", "4102444800");
    claims.putAll(changes);
    claims.values().removeIf(value -> value == null);
    return claims;
  }

  public static JsonObject get(String path, Map<String, Object> query) {
    return event("GET", path, query, claims(Map.of()), null, null);
  }

  public static JsonObject vend(Map<String, Object> claims) {
    return event("GET", "/credentials", Map.of(), claims, null, null);
  }

  public static JsonObject post(String body) {
    return event("POST", "/credentials", Map.of(), claims(Map.of()), "application/json", body);
  }

  /** A vend before which no authorizer stands. */
  public static JsonObject withToken(String token) {
    return JsonObject.of(
        "version",
        "2.0",
        "routeKey",
        "GET /credentials",
        "headers",
        JsonObject.of("authorization", "Bearer " + token),
        "requestContext",
        JsonObject.of("http", JsonObject.of("method", "GET", "path", "/credentials")));
  }

  /** Any event; {@code null} for what is not there. */
  public static JsonObject event(
      String method,
      String path,
      Map<String, Object> query,
      Map<String, Object> claims,
      String contentType,
      String body) {
    return JsonObject.of(
        "version",
        "2.0",
        "routeKey",
        method + " " + path,
        "rawPath",
        path,
        "headers",
        JsonObject.of("content-type", contentType),
        "queryStringParameters",
        new JsonObject(query),
        "requestContext",
        JsonObject.of(
            "authorizer",
            JsonObject.of("jwt", JsonObject.of("claims", new JsonObject(claims))),
            "http",
            JsonObject.of("method", method, "path", path)),
        "body",
        body,
        "isBase64Encoded",
        false);
  }
}
