package bucketpass.local.aws;

import bucketpass.local.iam.PolicyDocument;
import bucketpass.local.template.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The inline policies of a role: the template's at first, and what an operator makes of them while
 * sessions of the role are out.
 */
public final class RolePolicies {

  /**
   * All of them together, white space not counted.
   *
   * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM
   *     and AWS STS quotas</a>
   */
  private static final int MOST_CHARACTERS = 10_240;

  private final Role role;
  private final Map<String, PolicyDocument> byName;

  RolePolicies(Role role) {
    this.role = role;
    this.byName = new TreeMap<>(role.policies());
  }

  /** The role that they are in. */
  public Role role() {
    return role;
  }

  /** What the role may do now. */
  synchronized List<PolicyDocument> all() {
    return List.copyOf(byName.values());
  }

  /** Their names, in order. */
  public synchronized List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** The policy of this name. */
  public synchronized Optional<PolicyDocument> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Adds a policy, or replaces the one of this name.
   *
   * @throws AwsError when the role's policies would be too long
   */
  public synchronized void put(String name, PolicyDocument policy) {
    Map<String, PolicyDocument> changed = new TreeMap<>(byName);
    changed.put(name, policy);
    if (changed.values().stream().mapToLong(RolePolicies::characters).sum() > MOST_CHARACTERS) {
      throw new AwsError(
          409,
          "LimitExceeded",
          "Maximum policy size of %d bytes exceeded for role %s"
              .formatted(MOST_CHARACTERS, role.name()));
    }
    byName.put(name, policy);
  }

  /** Removes the policy of this name, and says whether there was one. */
  public synchronized boolean remove(String name) {
    return byName.remove(name) != null;
  }

  private static long characters(PolicyDocument policy) {
    return policy.json().chars().filter(c -> !Character.isWhitespace(c)).count();
  }
}
