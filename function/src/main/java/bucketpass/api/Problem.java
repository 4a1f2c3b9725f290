package bucketpass.api;

import bucketpass.json.Json;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Reason;
import bucketpass.outcome.Refusal;
import java.util.Map;

/**
 * A refusal as {@code application/problem+json}. {@code Code} and {@code Message} say the same once
 * more, for the AWS SDKs: they read these two from a container endpoint that refuses.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem details</a>
 */
final class Problem {

  /** Seconds. The function has itself tried again by then. */
  private static final String RETRY_AFTER = "2";

  private Problem() {}

  static ApiReply of(Refusal refusal) {
    Reason reason = refusal.reason();
    JsonObject body =
        JsonObject.of(
            "type", "urn:bucketpass:problem:" + reason.code(),
            "title", title(reason.status()),
            "status", reason.status(),
            "detail", refusal.detail(),
            "code", reason.code(),
            "Code", reason.code(),
            "Message", refusal.detail());
    return new ApiReply(
        reason.status(), "application/problem+json", headers(reason), Json.write(body));
  }

  private static Map<String, String> headers(Reason reason) {
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
