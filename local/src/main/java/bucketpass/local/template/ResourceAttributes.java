package bucketpass.local.template;

import java.util.Locale;

/**
 * What {@code Ref} and {@code Fn::GetAtt} give of a resource. CloudFormation makes names up; these
 * are made of the stack's name and the logical id, so that a run can be told from the next.
 */
final class ResourceAttributes {
  private final TemplateParameters parameters;

  ResourceAttributes(TemplateParameters parameters) {
    this.parameters = parameters;
  }

  /** The resource's physical id. */
  String ref(TemplateResource resource, String place) {
    String name = parameters.text(TemplateParameters.STACK) + "-" + resource.id();
    return switch (resource.type()) {
      case "AWS::S3::Bucket" -> name.toLowerCase(Locale.ROOT);
      case "AWS::Cognito::UserPool" ->
          parameters.text(TemplateParameters.REGION) + "_" + resource.id();
      case "AWS::Cognito::UserPoolClient", "AWS::Serverless::HttpApi" ->
          resource.id().toLowerCase(Locale.ROOT);
      case "AWS::IAM::Role",
          "AWS::Serverless::Function",
          "AWS::Logs::LogGroup",
          "AWS::Cognito::UserPoolDomain" ->
          name;
      default -> throw new TemplateException(place, "Ref of " + resource.type() + " is not known");
    };
  }

  String get(TemplateResource resource, String attribute, String place) {
    String id = ref(resource, place);
    return switch (resource.type() + "." + attribute) {
      case "AWS::S3::Bucket.Arn" -> "arn:%s:s3:::%s".formatted(partition(), id);
      case "AWS::IAM::Role.Arn" -> "arn:%s:iam::%s:role/%s".formatted(partition(), account(), id);
      case "AWS::Serverless::Function.Arn" -> arn("lambda", "function:" + id);
      case "AWS::Cognito::UserPool.Arn" -> arn("cognito-idp", "userpool/" + id);
      case "AWS::Cognito::UserPool.ProviderURL" ->
          "https://cognito-idp.%s.amazonaws.com/%s"
              .formatted(parameters.text(TemplateParameters.REGION), id);
      case "AWS::Logs::LogGroup.Arn" -> arn("logs", "log-group:" + id + ":*");
      default ->
          throw new TemplateException(
              place, attribute + " of " + resource.type() + " is not known");
    };
  }

  private String arn(String service, String resource) {
    String region = parameters.text(TemplateParameters.REGION);
    return "arn:%s:%s:%s:%s:%s".formatted(partition(), service, region, account(), resource);
  }

  private String partition() {
    return parameters.text(TemplateParameters.PARTITION);
  }

  private String account() {
    return parameters.text(TemplateParameters.ACCOUNT);
  }
}
