package bucketpass.cli.options;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.client.CredentialField;
import bucketpass.core.grant.SessionDuration;
import bucketpass.core.session.RoleSessionName;
import bucketpass.core.session.SessionTags;
import picocli.CommandLine.Option;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/** The role that an operator assumes, and the name that CloudTrail will show. */
public final class RoleOptions {

  @Option(
      names = "--role-arn",
      paramLabel = "R",
      defaultValue = "${env:BUCKETPASS_ROLE_ARN}",
      description =
          "The role: the stack's output VendedRoleArn or any other that trusts you"
              + " (also BUCKETPASS_ROLE_ARN).")
  private String roleArn;

  @Option(
      names = "--session-name",
      paramLabel = "NAME",
      description = "RoleSessionName and SourceIdentity (default: operator- and your user name).")
  private String sessionName;

  @Option(
      names = "--no-tags",
      arity = "0",
      description = "Send neither tags nor SourceIdentity, for a role that does not allow them.")
  private boolean untagged;

  private Arn arn() {
    if (roleArn == null) {
      throw new CommandFailedException(
          "which role? Give --role-arn R, such as the stack's output VendedRoleArn");
    }
    return PolicyNames.role(roleArn);
  }

  /** The whole AssumeRole: the policy, and the tags that the vended role's own policy goes by. */
  public AssumeRoleRequest request(String bucket, PolicyOptions policy) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder()
            .roleArn(arn().toString())
            .roleSessionName(sessionName())
            .durationSeconds(policy.grant().lifetime().orElse(SessionDuration.DEFAULT).seconds())
            .policy(policy.policy(arn().partition(), bucket).toString());
    if (!untagged) {
      request
          .sourceIdentity(sessionName())
          .tags(
              tag(SessionTags.PREFIX, policy.grant().requiredPrefix().value()),
              tag(SessionTags.ACCESS, policy.access().permissions().text()));
    }
    return request.build();
  }

  /**
   * What STS returned, as the SDK's own credentials.
   *
   * @throws CommandFailedException if a value is missing or outside its alphabet
   */
  public static AwsSessionCredentials keys(AssumeRoleResponse answer) {
    Credentials keys = answer.credentials();
    if (keys == null || keys.expiration() == null || answer.assumedRoleUser() == null) {
      throw new CommandFailedException("STS's response has no credentials: check --sts-endpoint");
    }
    return AwsSessionCredentials.builder()
        .accessKeyId(checked(CredentialField.ACCESS_KEY_ID, keys.accessKeyId()))
        .secretAccessKey(checked(CredentialField.SECRET_ACCESS_KEY, keys.secretAccessKey()))
        .sessionToken(checked(CredentialField.SESSION_TOKEN, keys.sessionToken()))
        .expirationTime(keys.expiration())
        .accountId(
            Arn.tryFromString(answer.assumedRoleUser().arn())
                .flatMap(Arn::accountId)
                .filter(CredentialField.ACCOUNT_ID::matches)
                .orElse(null))
        .build();
  }

  private static String checked(CredentialField field, String value) {
    if (!field.matches(value)) {
      throw new CommandFailedException(
          "STS's response has no %s as AWS issues them: check --sts-endpoint"
              .formatted(field.member()));
    }
    return value;
  }

  private String sessionName() {
    String name = sessionName == null ? "operator-" + System.getProperty("user.name") : sessionName;
    return RoleSessionName.of(name);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
