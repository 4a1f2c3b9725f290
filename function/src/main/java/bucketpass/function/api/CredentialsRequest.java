package bucketpass.function.api;

import bucketpass.core.grant.GrantRequest;
import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import bucketpass.function.event.ApiRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request to {@code /credentials} or {@code /policy}.
 *
 * @param dryRun whether to show what would be sent, and send nothing
 */
record CredentialsRequest(GrantRequest ask, ResponseFormat format, boolean dryRun) {

  /** Bytes of a body, at most: the longest prefix and all other members fit four times. */
  static final int MAX_BODY_BYTES = 4_096;

  private static final Set<String> MEMBERS = Set.of("access", "prefix", "duration", "dryRun");

  static Result<CredentialsRequest> of(Route route, ApiRequest request) {
    return format(request)
        .then(
            format ->
                route == Route.POST_CREDENTIALS
                    ? body(request).then(body -> fromBody(body, format))
                    : Result.ok(
                        new CredentialsRequest(
                            fromQuery(request), format, route == Route.GET_POLICY)));
  }

  private static Result<ResponseFormat> format(ApiRequest request) {
    String name = request.query().get("format");
    return name == null ? Result.ok(ResponseFormat.JSON) : ResponseFormat.parse(name);
  }

  private static GrantRequest fromQuery(ApiRequest request) {
    return new GrantRequest(
        Optional.ofNullable(request.query().get("access")),
        Optional.ofNullable(request.query().get("prefix")),
        Optional.ofNullable(request.query().get("duration")));
  }

  private static Result<JsonObject> body(ApiRequest request) {
    if (request.body().isEmpty()) {
      return Result.ok(JsonObject.of());
    }
    byte[] bytes = request.body().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BODY_BYTES) {
      return Result.refused(
          ErrorCode.BODY_TOO_LARGE, "The body is larger than " + MAX_BODY_BYTES + " bytes.");
    }
    String type = request.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!type.equals("application/json")) {
      return Result.refused(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body's Content-Type must be application/json.");
    }
    try {
      return Result.ok(Json.read(bytes));
    } catch (IOException e) {
      return Result.refused(
          ErrorCode.INVALID_JSON,
          "The body must be one JSON object, with no member given twice.",
          e.getMessage());
    }
  }

  private static Result<CredentialsRequest> fromBody(JsonObject body, ResponseFormat format) {
    if (!MEMBERS.containsAll(body.members().keySet())) {
      return Result.refused(
          ErrorCode.UNKNOWN_PARAMETER, "The body's members are: access, prefix, duration, dryRun.");
    }
    return text(body, "access")
        .then(
            access ->
                text(body, "prefix")
                    .then(
                        prefix ->
                            duration(body)
                                .map(duration -> new GrantRequest(access, prefix, duration))))
        .then(ask -> dryRun(body).map(dryRun -> new CredentialsRequest(ask, format, dryRun)));
  }

  private static Result<Optional<String>> text(JsonObject body, String name) {
    if (!body.has(name)) {
      return Result.ok(Optional.empty());
    }
    return body.get(name) instanceof String text
        ? Result.ok(Optional.of(text))
        : wrongType(name, "a string");
  }

  private static Result<Optional<String>> duration(JsonObject body) {
    return body.get("duration") instanceof Long seconds
        ? Result.ok(Optional.of(seconds.toString()))
        : body.get("duration") instanceof String || !body.has("duration")
            ? text(body, "duration")
            : wrongType("duration", "a string or a whole number");
  }

  private static Result<Boolean> dryRun(JsonObject body) {
    if (!body.has("dryRun")) {
      return Result.ok(false);
    }
    return body.get("dryRun") instanceof Boolean dryRun
        ? Result.ok(dryRun)
        : wrongType("dryRun", "a boolean");
  }

  private static <T> Result<T> wrongType(String name, String type) {
    return Result.refused(
        ErrorCode.INVALID_PARAMETER, "The member " + name + " of the body must be " + type + ".");
  }
}
