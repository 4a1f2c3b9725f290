package bucketpass.local.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Claims as an HTTP API hands them on: all of them strings, an array as {@code [a b]}, which is how
 * Go prints what the gateway has parsed.
 */
final class ClaimFlattener {

  private ClaimFlattener() {}

  static Map<String, String> of(Map<String, Object> claims) {
    Map<String, String> texts = new LinkedHashMap<>();
    claims.forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ClaimFlattener::text).collect(Collectors.joining(" ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ":" + text(entry.getValue()))
          .sorted()
          .collect(Collectors.joining(" ", "map[", "]"));
    }
    return value == null ? "<nil>" : value.toString();
  }
}
