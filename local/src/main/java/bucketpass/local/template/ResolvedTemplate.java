package bucketpass.local.template;

import bucketpass.local.http.CorsRule;
import bucketpass.local.policy.PolicyDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The application as its SAM template describes it, with parameters filled in and functions and
 * conditions resolved. Names that CloudFormation would make up are made of the logical ids.
 *
 * @param bucketName the created bucket's, or the existing one's that a parameter names
 * @param bucketPolicy empty for an existing bucket, whose policy is its owner's
 * @param bucketCors empty for an existing bucket
 * @param functionEnvironment as the function sees it, but for what Lambda itself sets
 * @param outputs those that can be resolved
 */
public record ResolvedTemplate(
    String region,
    String account,
    RoleDefinition vendedRole,
    RoleDefinition functionRole,
    String bucketName,
    Optional<PolicyDocument> bucketPolicy,
    List<CorsRule> bucketCors,
    CorsRule apiCors,
    List<RouteKey> routes,
    Map<String, String> functionEnvironment,
    Map<String, String> outputs) {

  /** Copies the collections. */
  public ResolvedTemplate {
    bucketCors = List.copyOf(bucketCors);
    routes = List.copyOf(routes);
    functionEnvironment = Map.copyOf(functionEnvironment);
    outputs = Map.copyOf(outputs);
  }

  /**
   * Reads a template.
   *
   * @param parameters values that replace the template's defaults; {@code AWS::Region}, {@code
   *     AWS::AccountId} and the other pseudo parameters may be among them
   * @throws TemplateException when the template has what this reader does not know; its message
   *     names the place
   */
  public static ResolvedTemplate read(Path templateYaml, Map<String, String> parameters) {
    return new TemplateReader(templateYaml, parameters).read();
  }
}
