package bucketpass.local;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Prefix;
import bucketpass.core.result.Result;
import bucketpass.core.session.SessionPolicy;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.http.AllowedHosts;
import bucketpass.local.template.ResolvedTemplate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/** The local STS and S3 with the template that is deployed, the SDK's own clients, and a clock. */
public final class TestAws implements AutoCloseable {
  private static final Path TEMPLATE = Path.of("..", "template.yaml");

  private final ResolvedTemplate template = ResolvedTemplate.read(TEMPLATE, Map.of());
  private final LocalTestClock clock = new LocalTestClock();
  private final LocalAws endpoints =
      LocalAws.start(
          template,
          new LocalAws.Options(
              "127.0.0.1",
              0,
              0,
              0,
              LocalAws.Options.SHORTEST_SESSION,
              clock,
              AllowedHosts.LOOPBACK_ONLY));

  public LocalAws endpoints() {
    return endpoints;
  }

  public ResolvedTemplate template() {
    return template;
  }

  public String bucket() {
    return template.bucketName();
  }

  /** AWS's time, which a test can move on; also that of its signatures. */
  public LocalTestClock clock() {
    return clock;
  }

  /** Keys as the function vends them: the session policy of the grant, and its two tags. */
  public OperatorKeys vend(String prefix, AccessLevel access) {
    SessionPolicy policy = policy(prefix, access);
    return assume(
        Optional.of(policy.json()),
        Map.of("prefix", prefix, "access", access.permissions().text()));
  }

  /** The session policy of a grant. */
  public SessionPolicy policy(String prefix, AccessLevel access) {
    Result<Prefix> parsed = Prefix.parse(prefix);
    return SessionPolicy.of(
        "aws",
        bucket(),
        ((Result.Ok<Prefix>) parsed).value(),
        access.permissions(),
        Optional.empty());
  }

  /** A session of the vended role with any policy and tags. */
  public OperatorKeys assume(Optional<String> policy, Map<String, String> tags) {
    Credentials vended =
        sts(endpoints.function())
            .assumeRole(request(tags).policy(policy.orElse(null)).build())
            .credentials();
    return new OperatorKeys(
        vended.accessKeyId(), vended.secretAccessKey(), Optional.of(vended.sessionToken()));
  }

  /** A request that the local STS grants. */
  public AssumeRoleRequest.Builder request(Map<String, String> tags) {
    return AssumeRoleRequest.builder()
        .roleArn(template.vendedRole().arn())
        .roleSessionName("alice")
        .sourceIdentity("alice")
        .tags(
            tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList());
  }

  /** The SDK's own STS client. */
  public StsClient sts(OperatorKeys keys) {
    return StsClient.builder()
        .endpointOverride(endpoints.sts())
        .region(Region.of(template.region()))
        .credentialsProvider(StaticCredentialsProvider.create(credentials(keys)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** The SDK's own S3 client, with its defaults. */
  public S3Client s3(OperatorKeys keys) {
    return S3Client.builder()
        .endpointOverride(endpoints.s3())
        .forcePathStyle(true)
        .region(Region.of(template.region()))
        .credentialsProvider(StaticCredentialsProvider.create(credentials(keys)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** The keys as the SDK wants them. */
  public static AwsCredentials credentials(OperatorKeys keys) {
    return keys.sessionToken()
        .<AwsCredentials>map(
            token ->
                AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), token))
        .orElseGet(() -> AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey()));
  }

  @Override
  public void close() {
    endpoints.close();
  }
}
