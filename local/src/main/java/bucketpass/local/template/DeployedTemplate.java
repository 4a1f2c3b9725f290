package bucketpass.local.template;

import bucketpass.local.iam.PolicyDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The application as its SAM template describes it, with parameters filled in. */
public record DeployedTemplate(
    String region,
    String account,
    Role vendedRole,
    Role functionRole,
    String bucketName,
    Optional<PolicyDocument> bucketPolicy,
    List<CorsRule> bucketCors,
    CorsRule apiCors,
    List<Route> routes,
    Map<String, String> functionEnvironment,
    Map<String, String> outputs) {

  /**
   * Reads a template.
   *
   * @param parameters values that replace the template's defaults; {@code AWS::Region} and {@code
   *     AWS::AccountId} may be among them
   * @throws TemplateException when the template has what this reader does not know
   */
  public static DeployedTemplate read(Path templateYaml, Map<String, String> parameters) {
    return Optional.<DeployedTemplate>empty()
        .orElseThrow(() -> new TemplateException(templateYaml.toString(), "is not read yet"));
  }
}
