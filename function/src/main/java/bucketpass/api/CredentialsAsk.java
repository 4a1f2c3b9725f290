package bucketpass.api;

import bucketpass.grant.Ask;
import bucketpass.json.Json;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of {@code /credentials} and {@code /policy}.
 *
 * @param dryRun whether to show what would be sent, and send nothing
 */
record CredentialsAsk(Ask ask, Format format, boolean dryRun) {

  /** Bytes of a body, at most: the longest prefix and all other members fit four times. */
  static final int MAX_BODY_BYTES = 4_096;

  private static final Set<String> MEMBERS = Set.of("access", "prefix", "duration", "dryRun");

  static Outcome<CredentialsAsk> of(Route route, ApiRequest request) {
    return format(request)
        .then(
            format ->
                route == Route.POST_CREDENTIALS
                    ? body(request).then(body -> fromBody(body, format))
                    : Outcome.ok(
                        new CredentialsAsk(fromQuery(request), format, route == Route.GET_POLICY)));
  }

  private static Outcome<Format> format(ApiRequest request) {
    String name = request.query().get("format");
    return name == null ? Outcome.ok(Format.JSON) : Format.parse(name);
  }

  private static Ask fromQuery(ApiRequest request) {
    return new Ask(
        Optional.ofNullable(request.query().get("access")),
        Optional.ofNullable(request.query().get("prefix")),
        Optional.ofNullable(request.query().get("duration")));
  }

  private static Outcome<JsonObject> body(ApiRequest request) {
    if (request.body().isEmpty()) {
      return Outcome.ok(JsonObject.of());
    }
    byte[] bytes = request.body().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BODY_BYTES) {
      return Outcome.refused(
          Reason.BODY_TOO_LARGE, "The body is larger than " + MAX_BODY_BYTES + " bytes.");
    }
    String type = request.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!type.equals("application/json")) {
      return Outcome.refused(
          Reason.UNSUPPORTED_MEDIA_TYPE, "The body's Content-Type must be application/json.");
    }
    try {
      return Outcome.ok(Json.read(bytes));
    } catch (IOException e) {
      return Outcome.refused(
          Reason.INVALID_JSON,
          "The body must be one JSON object, with no member given twice.",
          e.getMessage());
    }
  }

  private static Outcome<CredentialsAsk> fromBody(JsonObject body, Format format) {
    if (!MEMBERS.containsAll(body.members().keySet())) {
      return Outcome.refused(
          Reason.UNKNOWN_PARAMETER, "The body's members are: access, prefix, duration, dryRun.");
    }
    return text(body, "access")
        .then(
            access ->
                text(body, "prefix")
                    .then(
                        prefix ->
                            duration(body).map(duration -> new Ask(access, prefix, duration))))
        .then(ask -> dryRun(body).map(dryRun -> new CredentialsAsk(ask, format, dryRun)));
  }

  private static Outcome<Optional<String>> text(JsonObject body, String name) {
    if (!body.has(name)) {
      return Outcome.ok(Optional.empty());
    }
    return body.get(name) instanceof String text
        ? Outcome.ok(Optional.of(text))
        : wrongType(name, "a string");
  }

  private static Outcome<Optional<String>> duration(JsonObject body) {
    return body.get("duration") instanceof Long seconds
        ? Outcome.ok(Optional.of(seconds.toString()))
        : body.get("duration") instanceof String || !body.has("duration")
            ? text(body, "duration")
            : wrongType("duration", "a string or a whole number");
  }

  private static Outcome<Boolean> dryRun(JsonObject body) {
    if (!body.has("dryRun")) {
      return Outcome.ok(false);
    }
    return body.get("dryRun") instanceof Boolean dryRun
        ? Outcome.ok(dryRun)
        : wrongType("dryRun", "a boolean");
  }

  private static <T> Outcome<T> wrongType(String name, String type) {
    return Outcome.refused(
        Reason.INVALID_PARAMETER, "The member " + name + " of the body must be " + type + ".");
  }
}
