package bucketpass.function.api;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Problem;
import bucketpass.function.event.ApiResponse;
import java.util.Map;

/**
 * A refusal as {@code application/problem+json}. {@code Code} and {@code Message} say the same once
 * more, for the AWS SDKs: they read these two from a container endpoint that refuses.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem details</a>
 */
final class ProblemResponse {

  /** Seconds. The function has itself tried again by then. */
  private static final String RETRY_AFTER = "2";

  private ProblemResponse() {}

  static ApiResponse of(Problem refusal) {
    ErrorCode reason = refusal.reason();
    JsonObject body =
        JsonObject.of(
            "type", "urn:bucketpass:problem:" + reason.code(),
            "title", title(reason.status()),
            "status", reason.status(),
            "detail", refusal.detail(),
            "code", reason.code(),
            "Code", reason.code(),
            "Message", refusal.detail());
    return new ApiResponse(
        reason.status(), "application/problem+json", headers(reason), Json.write(body));
  }

  private static Map<String, String> headers(ErrorCode reason) {
    if (reason.passing()) {
      return Map.of("Retry-After", RETRY_AFTER);
    }
    // RFC 9110 wants this header with every 401.
    return reason.status() == 401 ? Map.of("WWW-Authenticate", "Bearer") : Map.of();
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
