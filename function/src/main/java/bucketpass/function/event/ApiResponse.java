package bucketpass.function.event;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reply, in the one shape that HTTP APIs and REST APIs both take.
 *
 * @param headers beyond {@code Content-Type} and {@code Cache-Control}
 */
public record ApiResponse(
    int status, String contentType, Map<String, String> headers, String body) {

  public static ApiResponse ok(String contentType, String body) {
    return new ApiResponse(200, contentType, Map.of(), body);
  }

  public static ApiResponse ok(JsonObject body) {
    return ok("application/json", Json.write(body));
  }

  /** The text that Lambda hands back to API Gateway. */
  public byte[] toJson() {
    Map<String, Object> all = new TreeMap<>(headers);
    all.put("Content-Type", contentType);
    // Credentials in a shared cache would be anybody's.
    all.put("Cache-Control", "no-store");
    all.put("X-Content-Type-Options", "nosniff");
    return Json.bytes(
        JsonObject.of(
            "statusCode",
            status,
            "headers",
            new JsonObject(all),
            "body",
            body,
            "isBase64Encoded",
            false));
  }

  /** The body can hold secrets. */
  @Override
  public String toString() {
    return status + " " + contentType;
  }
}
