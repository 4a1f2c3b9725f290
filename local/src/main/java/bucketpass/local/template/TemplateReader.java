package bucketpass.local.template;

import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.PolicyKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what {@link ResolvedTemplate} says. */
final class TemplateReader {
  /** Rules and Metadata are CloudFormation's own business: they change nothing that is deployed. */
  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Transform",
          "Description",
          "Metadata",
          "Parameters",
          "Rules",
          "Conditions",
          "Resources",
          "Outputs");

  private static final String FUNCTION = "CredentialsFunction";

  private final JsonNode template;
  private final TemplateParameters parameters;
  private final TemplateConditions conditions;
  private final TemplateResources resources;
  private final IntrinsicFunctions intrinsics;

  TemplateReader(Path file, Map<String, String> given) {
    template = TemplateYaml.read(file);
    JsonNodes.requireOnly(template, SECTIONS, file.toString());
    parameters = new TemplateParameters(template.path("Parameters"), given);
    conditions = new TemplateConditions(template.path("Conditions"), parameters);
    resources = new TemplateResources(template.path("Resources"), conditions::holds);
    intrinsics = new IntrinsicFunctions(parameters, conditions, resources);
  }

  ResolvedTemplate read() {
    TemplateResource function = resources.get(FUNCTION, "Resources");
    if (!function.properties().has("Role")) {
      resources.add(ImplicitRole.of(function));
    }
    RoleReader roles = new RoleReader(resources, intrinsics);
    ApiReader api = new ApiReader(intrinsics);
    Map<String, String> environment = api.environment(function);
    String bucket = environment.getOrDefault("BUCKETPASS_BUCKET", "");
    return new ResolvedTemplate(
        parameters.text(TemplateParameters.REGION),
        parameters.text(TemplateParameters.ACCOUNT),
        roles.read("VendedRole"),
        functionRole(function, roles),
        bucket,
        bucketPolicy(bucket, roles),
        resources.has("Bucket") ? api.bucketCors(resources.get("Bucket", "Resources")) : List.of(),
        api.apiCors(resources.get("Api", "Resources")),
        api.routes(function),
        environment,
        outputs());
  }

  private RoleDefinition functionRole(TemplateResource function, RoleReader roles) {
    RoleDefinition role = roles.read(FUNCTION + "Role");
    String place = function.place() + "/Properties/Role";
    JsonNode named = function.property("Role");
    if (!named.isMissingNode() && !intrinsics.text(named, place).equals(role.arn())) {
      throw new TemplateException(place, "is not " + FUNCTION + "Role");
    }
    return role;
  }

  private Optional<PolicyDocument> bucketPolicy(String bucket, RoleReader roles) {
    List<TemplateResource> policies =
        resources.ofType("AWS::S3::BucketPolicy").stream()
            .filter(policy -> bucketOf(policy).equals(bucket))
            .toList();
    if (policies.size() > 1) {
      throw new TemplateException(policies.get(1).place(), "is a second policy of one bucket");
    }
    return policies.stream()
        .map(policy -> roles.document(policy, "PolicyDocument", PolicyKind.RESOURCE))
        .findFirst();
  }

  private String bucketOf(TemplateResource policy) {
    return intrinsics.text(policy.property("Bucket"), policy.place() + "/Bucket");
  }

  /** Those that resolve: an output may well speak of what is not emulated here. */
  private Map<String, String> outputs() {
    Map<String, String> outputs = new HashMap<>();
    template
        .path("Outputs")
        .properties()
        .forEach(
            output -> {
              JsonNode needs = output.getValue().path("Condition");
              if (needs.isMissingNode() || conditions.holds(needs.asText())) {
                resolved(output.getKey(), output.getValue().path("Value"))
                    .ifPresent(value -> outputs.put(output.getKey(), value));
              }
            });
    return outputs;
  }

  private Optional<String> resolved(String name, JsonNode value) {
    try {
      return Optional.of(intrinsics.text(value, "Outputs/" + name));
    } catch (TemplateException notKnown) {
      return Optional.empty();
    }
  }
}
