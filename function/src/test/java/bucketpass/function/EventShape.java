package bucketpass.function;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.Map;

/** The shapes in which the function is told a caller's claims, as AWS documents them. */
public enum EventShape {
  HTTP_API_2 {
    @Override
    public JsonObject event(String path, Map<String, Object> claims) {
      return TestEvents.event("GET", path, Map.of(), claims, null, null);
    }
  },
  HTTP_API_1 {
    @Override
    public JsonObject event(String path, Map<String, Object> claims) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("version", "1.0");
      event.putAll(rest(path, claims).members());
      return new JsonObject(event);
    }
  },
  REST_COGNITO {
    @Override
    public JsonObject event(String path, Map<String, Object> claims) {
      return rest(path, claims);
    }
  },
  REST_JWT {
    @Override
    public JsonObject event(String path, Map<String, Object> claims) {
      return rest(path, claims);
    }
  },
  /** No authorizer: the function checks the token itself. */
  TOKEN {
    @Override
    public JsonObject event(String path, Map<String, Object> claims) {
      String head = "{\"alg\":\"RS256\",\"kid\":\"k1\"}";
      String token = TestTokens.signed(head, Json.write(new JsonObject(claims)), KEY);
      return JsonObject.of(
          "version",
          "2.0",
          "routeKey",
          "GET " + path,
          "headers",
          JsonObject.of("authorization", "Bearer " + token),
          "requestContext",
          JsonObject.of("http", JsonObject.of("method", "GET")));
    }
  };

  /** Signs the tokens of {@link #TOKEN}, under the key id {@code k1}. */
  public static final KeyPair KEY = TestTokens.rsa(2048);

  /** A GET with these claims, as they are. */
  public abstract JsonObject event(String path, Map<String, Object> claims);

  /** Whether claims keep their JSON types. */
  public boolean isTyped() {
    return this == REST_JWT || this == TOKEN;
  }

  /** The claims of Alice's ID token, in no group, as this shape has them, with changes. */
  public Map<String, Object> claims(Map<String, Object> changes) {
    Map<String, Object> claims = new LinkedHashMap<>(TestEvents.claims(Map.of()));
    if (isTyped()) {
      claims.put("exp", 4_102_444_800L);
    }
    claims.putAll(changes);
    return claims;
  }

  private static JsonObject rest(String path, Map<String, Object> claims) {
    return JsonObject.of(
        "resource",
        path,
        "path",
        path,
        "httpMethod",
        "GET",
        "requestContext",
        JsonObject.of(
            "resourcePath",
            path,
            "stage",
            "prod",
            "authorizer",
            JsonObject.of("claims", new JsonObject(claims))));
  }
}
