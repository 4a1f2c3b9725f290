package bucketpass.e2e.conformance;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Prefix;
import bucketpass.core.result.Result;
import bucketpass.core.session.SessionPolicy;
import bucketpass.local.LocalAws;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.template.ResolvedTemplate;
import bucketpass.local.template.RoleDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/** The local STS and S3 with the template that is deployed; it judges every case. */
final class LocalTarget implements Target {
  private final Case.Callers callers;
  private final ResolvedTemplate template;
  private final LocalAws endpoints;
  private final Client operator;

  /**
   * Starts one.
   *
   * @param wideRole whether the role may do everything, so that the session policy alone decides
   */
  LocalTarget(Case.Callers callers, boolean wideRole) {
    this.callers = callers;
    ResolvedTemplate deployed = ResolvedTemplate.read(Path.of("..", "template.yaml"), Map.of());
    this.template = wideRole ? withWideRole(deployed) : deployed;
    this.endpoints = LocalAws.start(template, LocalAws.Options.loopback());
    this.operator = client(endpoints.operator());
  }

  private static ResolvedTemplate withWideRole(ResolvedTemplate deployed) {
    RoleDefinition role = deployed.vendedRole();
    PolicyDocument everything =
        PolicyDocument.parse(
            """
            {"Version": "2012-10-17",
             "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
            """);
    return new ResolvedTemplate(
        deployed.region(),
        deployed.account(),
        new RoleDefinition(role.name(), role.arn(), role.trust(), Map.of("OwnPrefix", everything)),
        deployed.functionRole(),
        deployed.bucketName(),
        deployed.bucketPolicy(),
        deployed.bucketCors(),
        deployed.apiCors(),
        deployed.routes(),
        deployed.functionEnvironment(),
        deployed.outputs());
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String bucket() {
    return template.bucketName();
  }

  @Override
  public Optional<String> cannotJudge(Case one) {
    return Optional.empty();
  }

  @Override
  public Client session(Case one) {
    String tag = one.lock().equals("other-tag") ? callers.other() + "/" : one.prefix();
    Optional<String> policy =
        one.lock().equals("role")
            ? Optional.empty()
            : Optional.of(policy(one.prefix(), one.access(), bucket()));
    return client(assume(policy, tag, valid(AccessLevel.parse(one.access())).permissions().text()));
  }

  /** The session policy that the function sends. */
  static String policy(String prefix, String access, String bucket) {
    return SessionPolicy.of(
            "aws",
            bucket,
            valid(Prefix.parse(prefix)),
            valid(AccessLevel.parse(access)).permissions(),
            Optional.empty())
        .json();
  }

  private static <T> T valid(Result<T> outcome) {
    return ((Result.Ok<T>) outcome).value();
  }

  private AwsCredentials assume(Optional<String> policy, String prefix, String access) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(endpoints.sts())
            .region(Region.of(template.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(credentials(endpoints.function())))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      Credentials vended =
          sts.assumeRole(
                  role ->
                      role.roleArn(template.vendedRole().arn())
                          .roleSessionName(callers.name())
                          .sourceIdentity(callers.name())
                          .policy(policy.orElse(null))
                          .tags(List.of(tag("prefix", prefix), tag("access", access))))
              .credentials();
      return AwsSessionCredentials.create(
          vended.accessKeyId(), vended.secretAccessKey(), vended.sessionToken());
    }
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static AwsCredentials credentials(OperatorKeys keys) {
    return keys.sessionToken()
        .<AwsCredentials>map(
            token ->
                AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), token))
        .orElseGet(() -> AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey()));
  }

  private Client client(OperatorKeys keys) {
    return client(credentials(keys));
  }

  private Client client(AwsCredentials keys) {
    return Client.of(keys, endpoints.s3(), template.region());
  }

  @Override
  public Client operator() {
    return operator;
  }

  @Override
  public void close() {
    endpoints.close();
  }
}
