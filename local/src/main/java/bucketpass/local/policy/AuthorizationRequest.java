package bucketpass.local.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One action on one resource, with the condition keys that the request carries.
 *
 * @param action for example {@code s3:GetObject}; its case does not matter
 * @param resource the full ARN, or {@code *} for an action that has no resource
 * @param context condition key to values. Names are kept lower-cased, since IAM ignores their case;
 *     a key that the request does not carry is not in the map
 */
public record AuthorizationRequest(
    String action, String resource, Map<String, List<String>> context) {

  /**
   * Copies the context.
   *
   * @throws IllegalStateException when two keys differ in case alone
   */
  public AuthorizationRequest {
    context =
        context.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> entry.getKey().toLowerCase(Locale.ROOT),
                    entry -> List.copyOf(entry.getValue())));
  }

  /** The values of a condition key, whatever its case; empty when the request lacks it. */
  List<String> values(String key) {
    return context.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }
}
