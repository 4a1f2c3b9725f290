package bucketpass.core.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object: members in their order; values are {@code String}, {@code Long}, {@code Double},
 * {@code Boolean}, {@code List}, {@code JsonObject}, or {@code null} for JSON's null. A member that
 * is null is present: its reader decides what a null means there.
 */
public record JsonObject(Map<String, Object> members) {

  public JsonObject {
    members = Collections.unmodifiableMap(members);
  }

  /**
   * Builds one from names and values in turn; a {@code null} value leaves its member out.
   *
   * @throws IllegalArgumentException if a name has no value
   */
  public static JsonObject of(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        members.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return new JsonObject(members);
  }

  /** Returns whether there is a member of that name, also one that is null. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Returns the member's value; {@code null} if it is absent or null, which {@link #has} tells. */
  public Object get(String name) {
    return members.get(name);
  }

  /** Returns the member's text; empty if it is absent or anything but a string. */
  public Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The member, where it is an object; otherwise an empty one, so that paths can be followed. */
  public JsonObject object(String name) {
    return members.get(name) instanceof JsonObject object ? object : new JsonObject(Map.of());
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }
}
