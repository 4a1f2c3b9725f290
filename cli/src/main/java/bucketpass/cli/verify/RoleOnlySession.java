package bucketpass.cli.verify;

import bucketpass.cli.options.AwsOptions;
import bucketpass.cli.options.RoleOptions;
import bucketpass.core.grant.SessionDuration;
import bucketpass.core.place.AccessLevel;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The second lock without the first: sessions of the vended role whose session policy allows
 * everything, so that the role's own policy is all that holds them.
 */
final class RoleOnlySession {

  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";

  private final AwsOptions aws;
  private final String roleArn;
  private final String prefix;

  RoleOnlySession(AwsOptions aws, String roleArn, String prefix) {
    this.aws = aws;
    this.roleArn = roleArn;
    this.prefix = prefix;
  }

  S3Client s3(AccessLevel access) {
    AssumeRoleRequest request =
        AssumeRoleRequest.builder()
            .roleArn(roleArn)
            .roleSessionName("bucketpass-verify")
            .sourceIdentity("bucketpass-verify")
            .durationSeconds(SessionDuration.MIN_SECONDS)
            .policy(EVERYTHING)
            .tags(tag("prefix", prefix), tag("access", access.permissions().text()))
            .build();
    try (StsClient sts = aws.sts()) {
      return aws.s3(
          StaticCredentialsProvider.create(RoleOptions.keys(sts.assumeRole(request))),
          aws.region());
    }
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
