package bucketpass.local.template;

import java.util.Locale;

/**
 * What {@code Ref} and {@code Fn::GetAtt} give of a resource. CloudFormation makes names up; these
 * are made of the stack's name and the logical id, so that a run can be told from the next.
 */
final class Attributes {
  private final Parameters parameters;

  Attributes(Parameters parameters) {
    this.parameters = parameters;
  }

  /** The resource's physical id. */
  String ref(Resource resource, String place) {
    String name = parameters.text(Parameters.STACK) + "-" + resource.id();
    return switch (resource.type()) {
      case "AWS::S3::Bucket" -> name.toLowerCase(Locale.ROOT);
      case "AWS::Cognito::UserPool" -> parameters.text(Parameters.REGION) + "_" + resource.id();
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

  String get(Resource resource, String attribute, String place) {
    String id = ref(resource, place);
    return switch (resource.type() + "." + attribute) {
      case "AWS::S3::Bucket.Arn" -> "arn:%s:s3:::%s".formatted(partition(), id);
      case "AWS::IAM::Role.Arn" -> "arn:%s:iam::%s:role/%s".formatted(partition(), account(), id);
      case "AWS::Serverless::Function.Arn" -> arn("lambda", "function:" + id);
      case "AWS::Cognito::UserPool.Arn" -> arn("cognito-idp", "userpool/" + id);
      case "AWS::Cognito::UserPool.ProviderURL" ->
          "https://cognito-idp.%s.amazonaws.com/%s"
              .formatted(parameters.text(Parameters.REGION), id);
      case "AWS::Logs::LogGroup.Arn" -> arn("logs", "log-group:" + id + ":*");
      default ->
          throw new TemplateException(
              place, attribute + " of " + resource.type() + " is not known");
    };
  }

  private String arn(String service, String resource) {
    String region = parameters.text(Parameters.REGION);
    return "arn:%s:%s:%s:%s:%s".formatted(partition(), service, region, account(), resource);
  }

  private String partition() {
    return parameters.text(Parameters.PARTITION);
  }

  private String account() {
    return parameters.text(Parameters.ACCOUNT);
  }
}
