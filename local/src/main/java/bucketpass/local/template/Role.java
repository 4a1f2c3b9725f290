package bucketpass.local.template;

import bucketpass.local.iam.PolicyDocument;
import java.util.List;

/**
 * A role of the template.
 *
 * @param name the role's name, which CloudFormation would make up; here the logical id
 * @param trust who may assume it
 * @param policies what it may do, its inline policies and the separate ones that name it
 */
public record Role(String name, String arn, PolicyDocument trust, List<PolicyDocument> policies) {

  /** Copies the list. */
  public Role {
    policies = List.copyOf(policies);
  }
}
