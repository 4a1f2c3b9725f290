package bucketpass.local.template;

import bucketpass.local.iam.MalformedPolicyException;
import bucketpass.local.iam.PolicyDocument;
import bucketpass.local.iam.PolicyKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a role with every policy that the template gives it. */
final class RoleReader {
  private static final Set<String> ROLE =
      Set.of("AssumeRolePolicyDocument", "Description", "MaxSessionDuration", "Policies", "Tags");
  private static final Set<String> SEPARATE_POLICY =
      Set.of("RoleName", "Roles", "PolicyName", "PolicyDocument");
  private static final Set<String> INLINE_POLICY = Set.of("PolicyName", "PolicyDocument");

  private final Resources resources;
  private final Intrinsics intrinsics;

  RoleReader(Resources resources, Intrinsics intrinsics) {
    this.resources = resources;
    this.intrinsics = intrinsics;
  }

  /**
   * @throws TemplateException when the role is given permissions, or limits, in a way not known
   *     here
   */
  Role read(String id) {
    for (Resource managed : resources.ofType("AWS::IAM::ManagedPolicy")) {
      throw new TemplateException(managed.place(), "a managed policy is not known");
    }
    Resource role = resources.get(id, "Resources");
    role.requireOnly(ROLE);
    String name = intrinsics.ref(id);
    Map<String, PolicyDocument> policies = new LinkedHashMap<>();
    addInline(role, policies);
    addSeparate(name, policies);
    return new Role(
        name,
        intrinsics.getAtt(id, "Arn"),
        document(role, "AssumeRolePolicyDocument", PolicyKind.TRUST),
        policies);
  }

  private void addInline(Resource role, Map<String, PolicyDocument> policies) {
    String place = role.place() + "/Properties/Policies";
    for (JsonNode policy :
        Nodes.list(intrinsics.resolve(role.property("Policies"), place), place)) {
      String at = place + "/" + policies.size();
      Nodes.requireOnly(policy, INLINE_POLICY, at);
      add(
          policies,
          Nodes.text(policy.path("PolicyName"), at + "/PolicyName"),
          policy(policy.path("PolicyDocument"), PolicyKind.IDENTITY, at),
          at);
    }
  }

  private void addSeparate(String role, Map<String, PolicyDocument> policies) {
    Stream.of("AWS::IAM::RolePolicy", "AWS::IAM::Policy")
        .flatMap(type -> resources.ofType(type).stream())
        .peek(policy -> policy.requireOnly(SEPARATE_POLICY))
        .filter(policy -> rolesOf(policy).contains(role))
        .forEach(
            policy ->
                add(
                    policies,
                    intrinsics.text(policy.property("PolicyName"), policy.place() + "/PolicyName"),
                    document(policy, "PolicyDocument", PolicyKind.IDENTITY),
                    policy.place()));
  }

  /** IAM would let the second of a name replace the first. */
  private static void add(
      Map<String, PolicyDocument> policies, String name, PolicyDocument policy, String place) {
    if (policies.putIfAbsent(name, policy) != null) {
      throw new TemplateException(place, "the role has two policies named " + name);
    }
  }

  private List<String> rolesOf(Resource policy) {
    String place = policy.place() + "/Properties";
    return policy.properties().has("RoleName")
        ? List.of(intrinsics.text(policy.property("RoleName"), place + "/RoleName"))
        : Nodes.texts(intrinsics.resolve(policy.property("Roles"), place), place + "/Roles");
  }

  PolicyDocument document(Resource resource, String property, PolicyKind kind) {
    String place = resource.place() + "/Properties/" + property;
    return policy(intrinsics.resolve(resource.property(property), place), kind, place);
  }

  private static PolicyDocument policy(JsonNode resolved, PolicyKind kind, String place) {
    try {
      return PolicyDocument.parse(resolved.toString(), kind);
    } catch (MalformedPolicyException malformed) {
      throw new TemplateException(place, malformed.getMessage(), malformed);
    }
  }
}
