package bucketpass.local.template;

import bucketpass.local.policy.PolicyDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A role of the template.
 *
 * @param name the role's name, which CloudFormation would make up; here the logical id
 * @param trust who may assume it
 * @param policies what it may do by the policies' names: its inline ones, and the separate ones
 *     that name it, which become inline too
 */
public record RoleDefinition(
    String name, String arn, PolicyDocument trust, Map<String, PolicyDocument> policies) {

  /** Copies the policies, in their order. */
  public RoleDefinition {
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
  }
}
