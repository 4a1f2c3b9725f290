package bucketpass.local.account;

import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.template.RoleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The inline policies of a role: the template's at first, and what an operator makes of them while
 * sessions of the role are out.
 */
public final class InlinePolicies {

  /**
   * All of them together, white space not counted.
   *
   * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM
   *     and AWS STS quotas</a>
   */
  public static final int MAX_CHARACTERS = 10_240;

  private final RoleDefinition role;
  private final Map<String, PolicyDocument> byName;

  InlinePolicies(RoleDefinition role) {
    this.role = role;
    this.byName = new TreeMap<>(role.policies());
  }

  /** The role that they are in. */
  public RoleDefinition role() {
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
   * Adds a policy, or replaces the one of this name. Returns whether the role's policies fit; if
   * they do not, nothing is changed.
   */
  public synchronized boolean put(String name, PolicyDocument policy) {
    Map<String, PolicyDocument> changed = new TreeMap<>(byName);
    changed.put(name, policy);
    if (changed.values().stream().mapToLong(InlinePolicies::characters).sum() > MAX_CHARACTERS) {
      return false;
    }
    byName.put(name, policy);
    return true;
  }

  /** Removes the policy of this name, and says whether there was one. */
  public synchronized boolean remove(String name) {
    return byName.remove(name) != null;
  }

  private static long characters(PolicyDocument policy) {
    return policy.json().chars().filter(c -> !Character.isWhitespace(c)).count();
  }
}
