package bucketpass.local.template;

import bucketpass.local.policy.MalformedPolicyException;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.PolicyKind;
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

  private final TemplateResources resources;
  private final IntrinsicFunctions intrinsics;

  RoleReader(TemplateResources resources, IntrinsicFunctions intrinsics) {
    this.resources = resources;
    this.intrinsics = intrinsics;
  }

  /**
   * @throws TemplateException when the role is given permissions, or limits, in a way not known
   *     here
   */
  RoleDefinition read(String id) {
    for (TemplateResource managed : resources.ofType("AWS::IAM::ManagedPolicy")) {
      throw new TemplateException(managed.place(), "a managed policy is not known");
    }
    TemplateResource role = resources.get(id, "Resources");
    role.requireOnly(ROLE);
    String name = intrinsics.ref(id);
    Map<String, PolicyDocument> policies = new LinkedHashMap<>();
    addInline(role, policies);
    addSeparate(name, policies);
    return new RoleDefinition(
        name,
        intrinsics.getAtt(id, "Arn"),
        document(role, "AssumeRolePolicyDocument", PolicyKind.TRUST),
        policies);
  }

  private void addInline(TemplateResource role, Map<String, PolicyDocument> policies) {
    String place = role.place() + "/Properties/Policies";
    for (JsonNode policy :
        JsonNodes.list(intrinsics.resolve(role.property("Policies"), place), place)) {
      String at = place + "/" + policies.size();
      JsonNodes.requireOnly(policy, INLINE_POLICY, at);
      add(
          policies,
          JsonNodes.text(policy.path("PolicyName"), at + "/PolicyName"),
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

  private List<String> rolesOf(TemplateResource policy) {
    String place = policy.place() + "/Properties";
    return policy.properties().has("RoleName")
        ? List.of(intrinsics.text(policy.property("RoleName"), place + "/RoleName"))
        : JsonNodes.texts(intrinsics.resolve(policy.property("Roles"), place), place + "/Roles");
  }

  PolicyDocument document(TemplateResource resource, String property, PolicyKind kind) {
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
