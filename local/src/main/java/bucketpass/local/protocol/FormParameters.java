package bucketpass.local.protocol;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The form of an AWS query call: every field given once, and none that the call does not know. */
public record FormParameters(SortedMap<String, String> fields) {

  /** Reads a form-encoded body. */
  public static FormParameters read(String body) {
    try {
      // Forms write a space as a plus, which a query string does not.
      return new FormParameters(DecodedRequest.parameters(body.replace("+", "%20")));
    } catch (IllegalArgumentException e) {
      throw new AwsErrorException(
          400, "MalformedQueryString", "The query string is malformed: " + e.getMessage());
    }
  }

  /** A field's value. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The value of a field that the call cannot do without. */
  public String required(String name) {
    return get(name)
        .orElseThrow(
            () ->
                new AwsErrorException(
                    400,
                    "ValidationError",
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(Character.toLowerCase(name.charAt(0)) + name.substring(1))));
  }

  /** Refuses what the call does not support, rather than to act as if it had not been asked. */
  public void allowOnly(Set<String> names, Predicate<String> also) {
    SortedMap<String, String> unknown = new TreeMap<>(fields);
    unknown.keySet().removeIf(name -> names.contains(name) || also.test(name));
    if (!unknown.isEmpty()) {
      throw new AwsErrorException(
          400,
          "ValidationError",
          "This call does not support the parameter here: " + unknown.firstKey());
    }
  }
}
