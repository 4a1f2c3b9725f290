package bucketpass.local.template;

import bucketpass.local.iam.PolicyDocument;
import bucketpass.local.iam.PolicyKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what {@link DeployedTemplate} says. */
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
  private final Parameters parameters;
  private final Conditions conditions;
  private final Resources resources;
  private final Intrinsics intrinsics;

  TemplateReader(Path file, Map<String, String> given) {
    template = TemplateYaml.read(file);
    Nodes.requireOnly(template, SECTIONS, file.toString());
    parameters = new Parameters(template.path("Parameters"), given);
    conditions = new Conditions(template.path("Conditions"), parameters);
    resources = new Resources(template.path("Resources"), conditions::holds);
    intrinsics = new Intrinsics(parameters, conditions, resources);
  }

  DeployedTemplate read() {
    Resource function = resources.get(FUNCTION, "Resources");
    if (!function.properties().has("Role")) {
      resources.add(ImplicitRole.of(function));
    }
    RoleReader roles = new RoleReader(resources, intrinsics);
    ApiReader api = new ApiReader(intrinsics);
    Map<String, String> environment = api.environment(function);
    String bucket = environment.getOrDefault("BUCKETPASS_BUCKET", "");
    return new DeployedTemplate(
        parameters.text(Parameters.REGION),
        parameters.text(Parameters.ACCOUNT),
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

  private Role functionRole(Resource function, RoleReader roles) {
    Role role = roles.read(FUNCTION + "Role");
    String place = function.place() + "/Properties/Role";
    JsonNode named = function.property("Role");
    if (!named.isMissingNode() && !intrinsics.text(named, place).equals(role.arn())) {
      throw new TemplateException(place, "is not " + FUNCTION + "Role");
    }
    return role;
  }

  private Optional<PolicyDocument> bucketPolicy(String bucket, RoleReader roles) {
    List<Resource> policies =
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

  private String bucketOf(Resource policy) {
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
