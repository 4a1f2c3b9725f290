package bucketpass.cli.options;

import bucketpass.cli.console.CheckedUri;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Where AWS is. The operator's credentials come from the SDK's default chain, as the AWS CLI's do,
 * and are never options: a command line is visible to every process of the machine.
 */
public final class AwsOptions {

  /** What the AWS CLI assumes where nothing names one. */
  private static final Region FALLBACK = Region.US_EAST_1;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Region of bucket and STS (default: as the AWS CLI finds it, or us-east-1).")
  private String region;

  @Option(
      names = "--sts-endpoint",
      paramLabel = "URL",
      description = "STS to call instead of AWS's (also AWS_ENDPOINT_URL_STS).")
  private URI stsEndpoint;

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "S3 to call instead of AWS's (also AWS_ENDPOINT_URL_S3).")
  private URI s3Endpoint;

  @Option(
      names = "--iam-endpoint",
      paramLabel = "URL",
      description = "IAM to call instead of AWS's (also AWS_ENDPOINT_URL_IAM).")
  private URI iamEndpoint;

  /** IAM is in one region of a partition; elsewhere the SDK would sign for a region "global". */
  public IamClient iam(String partition) {
    Optional<URI> endpoint = endpoint(iamEndpoint, "AWS_ENDPOINT_URL_IAM");
    return configure(IamClient.builder(), endpoint)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .region(endpoint.isPresent() ? FALLBACK : Region.of(partition + "-global"))
        .credentialsProvider(operator())
        .build();
  }

  public StsClient sts() {
    return configure(StsClient.builder(), stsEndpoint())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .region(region())
        .credentialsProvider(operator())
        .build();
  }

  public S3Client s3() {
    return s3(operator(), region());
  }

  /** For credentials that were vended, in the region that was told with them. */
  public S3Client s3(AwsCredentialsProvider credentials, Region bucketRegion) {
    Optional<URI> endpoint = s3Endpoint();
    return configure(S3Client.builder(), endpoint)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .region(bucketRegion)
        .crossRegionAccessEnabled(endpoint.isEmpty())
        .forcePathStyle(endpoint.isPresent())
        .credentialsProvider(credentials)
        .build();
  }

  public S3Presigner presigner(AwsCredentialsProvider credentials, Region bucketRegion) {
    Optional<URI> endpoint = s3Endpoint();
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(bucketRegion)
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(endpoint.isPresent()).build());
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  public AwsCredentialsProvider operator() {
    return DefaultCredentialsProvider.builder().build();
  }

  public Region region() {
    if (region != null) {
      return Region.of(region);
    }
    try {
      return new DefaultAwsRegionProviderChain().getRegion();
    } catch (SdkClientException none) {
      return FALLBACK;
    }
  }

  private Optional<URI> stsEndpoint() {
    return endpoint(stsEndpoint, "AWS_ENDPOINT_URL_STS");
  }

  /** Asked for here and not left to the SDK, since an endpoint of one's own means path style. */
  Optional<URI> s3Endpoint() {
    return endpoint(s3Endpoint, "AWS_ENDPOINT_URL_S3");
  }

  private static Optional<URI> endpoint(URI option, String variable) {
    return Stream.of(Optional.ofNullable(option), uri(variable), uri("AWS_ENDPOINT_URL"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<URI> uri(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(s -> !s.isBlank())
        .map(text -> CheckedUri.parse(text, variable));
  }

  private static <B extends AwsClientBuilder<B, C>, C> B configure(
      B builder, Optional<URI> endpoint) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder;
  }
}
