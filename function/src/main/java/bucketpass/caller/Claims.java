package bucketpass.caller;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of a token whose signature was checked: by API Gateway's authorizer, or by {@link
 * TokenVerifier}.
 *
 * @param values each scalar claim as text
 * @param groups the names in {@code cognito:groups}
 */
public record Claims(Map<String, String> values, Set<String> groups) {

  /** Cognito's claim for the groups of the user. */
  public static final String GROUPS = "cognito:groups";

  public Claims {
    values = Map.copyOf(values);
    groups = Set.copyOf(groups);
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** What a log may hold of them is chosen by name elsewhere, never all of them. */
  @Override
  public String toString() {
    return "Claims" + values.keySet();
  }
}
