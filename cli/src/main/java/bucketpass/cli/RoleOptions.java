package bucketpass.cli;

import bucketpass.grant.Lifetime;
import bucketpass.sts.SessionName;
import picocli.CommandLine.Option;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/** The role that an operator assumes, and the name that CloudTrail will show. */
final class RoleOptions {

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
      description = "Send neither tags nor SourceIdentity, for a role that does not allow them.")
  private boolean untagged;

  private Arn arn() {
    if (roleArn == null) {
      throw new CommandFailed(
          "which role? Give --role-arn R, such as the stack's output VendedRoleArn");
    }
    return Arn.tryFromString(roleArn)
        .orElseThrow(() -> new CommandFailed("--role-arn is no ARN: arn:aws:iam::…:role/…"));
  }

  /** The whole AssumeRole: the policy, and the tags that the vended role's own policy goes by. */
  AssumeRoleRequest request(String bucket, PolicyOptions policy) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder()
            .roleArn(arn().toString())
            .roleSessionName(sessionName())
            .durationSeconds(policy.grant().lifetime().orElse(Lifetime.DEFAULT).seconds())
            .policy(policy.policy(arn().partition(), bucket).toString());
    if (!untagged) {
      request
          .sourceIdentity(sessionName())
          .tags(
              tag("prefix", policy.grant().requiredPrefix().value()),
              tag("access", policy.access().permissions().text()));
    }
    return request.build();
  }

  /** What STS answered, as the SDK's own credentials. */
  static AwsSessionCredentials keys(AssumeRoleResponse answer) {
    Credentials keys = answer.credentials();
    return AwsSessionCredentials.builder()
        .accessKeyId(keys.accessKeyId())
        .secretAccessKey(keys.secretAccessKey())
        .sessionToken(keys.sessionToken())
        .expirationTime(keys.expiration())
        .accountId(Arn.fromString(answer.assumedRoleUser().arn()).accountId().orElse(null))
        .build();
  }

  private String sessionName() {
    String name = sessionName == null ? "operator-" + System.getProperty("user.name") : sessionName;
    return SessionName.of(name);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
