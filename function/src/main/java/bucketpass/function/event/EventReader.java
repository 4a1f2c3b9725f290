package bucketpass.function.event;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import java.io.IOException;

/**
 * Tells the shapes of API Gateway's events apart, and has each read: HTTP APIs in both payload
 * formats, and REST APIs with a Cognito or a JWT authorizer. An event is of a shape by the marks
 * that it has, never by those that it lacks. The typed classes of aws-lambda-java-events need
 * jackson-databind, which costs a third of the start-up time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Payload
 *     formats of HTTP APIs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Events
 *     of REST APIs</a>
 */
public final class EventReader {

  private EventReader() {}

  /**
   * Returns the request in the event. Refuses with {@code InvalidEvent} what API Gateway does not
   * send, and with {@code InvalidParameter} what a caller sent twice or encoded wrongly.
   */
  public static Result<ApiRequest> read(byte[] json) {
    JsonObject event;
    try {
      event = Json.read(json);
    } catch (IOException e) {
      return Result.refused(ErrorCode.INVALID_EVENT, "The event is not JSON.", e.getMessage());
    }
    try {
      return Result.ok(read(new EventFields(event)));
    } catch (EventFlaw flaw) {
      return new Result.Refused<>(flaw.refusal());
    }
  }

  private static ApiRequest read(EventFields event) throws EventFlaw {
    if (!event.has("version")) {
      return RestApiEvent.read(event, false);
    }
    return switch (event.requiredText("version")) {
      case "2.0" -> HttpApiEvent.read(event);
      case "1.0" -> RestApiEvent.read(event, true);
      default ->
          throw EventFlaw.invalid(
              "The event is of neither an HTTP API (payload 1.0 or 2.0) nor a REST API.");
    };
  }
}
