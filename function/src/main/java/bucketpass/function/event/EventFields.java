package bucketpass.function.event;

import bucketpass.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The members of an event, or of an object in it: each is absent, read, or refused for its type.
 * API Gateway writes {@code null} for what a request does not have, so a null member is absent.
 */
record EventFields(JsonObject object) {

  private static final String BEARER = "Bearer ";

  boolean has(String name) {
    return object.get(name) != null;
  }

  Optional<String> text(String name) throws EventFlaw {
    Object value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw wrongType(name);
  }

  String requiredText(String name) throws EventFlaw {
    return text(name).orElseThrow(() -> missing(name));
  }

  Optional<EventFields> fields(String name) throws EventFlaw {
    Object value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonObject inner) {
      return Optional.of(new EventFields(inner));
    }
    throw wrongType(name);
  }

  EventFields requiredFields(String name) throws EventFlaw {
    return fields(name).orElseThrow(() -> missing(name));
  }

  /** Refuses an event that has a member of another shape of event. */
  void refuseAny(String... names) throws EventFlaw {
    for (String name : names) {
      if (has(name)) {
        throw EventFlaw.invalid(
            "The event has the marks of two kinds of API: " + name + " belongs to another.");
      }
    }
  }

  /** The body as text; empty for none. */
  String body() throws EventFlaw {
    String body = text("body").orElse("");
    Object encoded = object.get("isBase64Encoded");
    if (encoded == null || Boolean.FALSE.equals(encoded)) {
      return body;
    }
    if (!Boolean.TRUE.equals(encoded)) {
      throw wrongType("isBase64Encoded");
    }
    try {
      // Not new String, which would put a replacement for bytes that are no text.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(body)))
          .toString();
    } catch (IllegalArgumentException e) {
      throw EventFlaw.ofCaller("The body is not valid base64.");
    } catch (CharacterCodingException e) {
      throw EventFlaw.ofCaller("The body is not text in UTF-8.");
    }
  }

  /** The token in the header {@code Authorization}, without {@code Bearer}. */
  Optional<String> token() throws EventFlaw {
    return header("authorization")
        .map(
            text ->
                text.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? text.substring(BEARER.length())
                    : text);
  }

  /**
   * The one value of a header. An HTTP API sends header names in lower case, a REST API as the
   * client wrote them; the latter also sends each header's values as a list.
   */
  Optional<String> header(String lowerCaseName) throws EventFlaw {
    Optional<EventFields> single = fields("headers");
    Optional<EventFields> lists = fields("multiValueHeaders");
    String value = single.isEmpty() ? null : single.get().only(lowerCaseName, false);
    if (lists.isPresent()) {
      String listed = lists.get().only(lowerCaseName, true);
      if (single.isPresent() && (value == null ? listed != null : !value.equals(listed))) {
        throw EventFlaw.invalid("The event's headers contradict its multiValueHeaders.");
      }
      value = listed;
    }
    return Optional.ofNullable(value);
  }

  /** The value of a header in any case, or {@code null}. */
  private String only(String lowerCaseName, boolean lists) throws EventFlaw {
    String found = null;
    for (Map.Entry<String, Object> header : object.members().entrySet()) {
      String name = header.getKey();
      if (name.length() == lowerCaseName.length()
          && name.toLowerCase(Locale.ROOT).equals(lowerCaseName)) {
        if (found != null) {
          throw EventFlaw.ofCaller("The header " + lowerCaseName + " is given more than once.");
        }
        found =
            lists
                ? only(header.getValue(), "The header " + lowerCaseName)
                : textOf(header.getValue(), "headers");
      }
    }
    return found;
  }

  /** The query's parameters, each of which is given once. */
  Map<String, String> query() throws EventFlaw {
    Optional<EventFields> single = fields("queryStringParameters");
    Optional<EventFields> lists = fields("multiValueQueryStringParameters");
    if (single.isEmpty() && lists.isEmpty()) {
      return Map.of();
    }
    Map<String, String> query = new HashMap<>();
    if (single.isPresent()) {
      for (Map.Entry<String, Object> parameter : single.get().object.members().entrySet()) {
        query.put(parameter.getKey(), textOf(parameter.getValue(), "queryStringParameters"));
      }
    }
    if (lists.isPresent()) {
      Map<String, Object> listed = lists.get().object.members();
      for (Map.Entry<String, Object> parameter : listed.entrySet()) {
        String value = only(parameter.getValue(), "A parameter");
        String before = query.put(parameter.getKey(), value);
        if (single.isPresent() && !value.equals(before)) {
          throw contradiction();
        }
      }
      if (query.size() != listed.size()) {
        throw contradiction();
      }
    }
    return query;
  }

  private static String only(Object values, String what) throws EventFlaw {
    if (!(values instanceof List<?> list) || list.isEmpty()) {
      throw EventFlaw.invalid("The event has a list of values that is not a list.");
    }
    if (list.size() > 1) {
      throw EventFlaw.ofCaller(what + " is given more than once.");
    }
    return textOf(list.get(0), "list of values");
  }

  private static String textOf(Object value, String of) throws EventFlaw {
    if (value instanceof String text) {
      return text;
    }
    throw EventFlaw.invalid("The event's " + of + " has a value that is not text.");
  }

  private static EventFlaw contradiction() {
    return EventFlaw.invalid(
        "The event's queryStringParameters contradict its multiValueQueryStringParameters.");
  }

  private static EventFlaw wrongType(String name) {
    return EventFlaw.invalid("The event's " + name + " has a wrong type.");
  }

  private static EventFlaw missing(String name) {
    return EventFlaw.invalid("The event has no " + name + ".");
  }
}
