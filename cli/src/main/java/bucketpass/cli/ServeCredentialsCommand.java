package bucketpass.cli;

import bucketpass.cli.options.ApiOptions;
import bucketpass.cli.options.AwsOptions;
import bucketpass.cli.options.GrantOptions;
import bucketpass.cli.options.PolicyNames;
import bucketpass.cli.options.PolicyOptions;
import bucketpass.cli.options.RoleOptions;
import bucketpass.client.BucketpassCredentialsProvider;
import bucketpass.core.place.Prefix;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Serves credentials to the AWS SDKs of this machine, and renews them ahead of time. */
@Command(
    name = "serve-credentials",
    description = "Serve credentials to the AWS tools of this machine until stopped.",
    mixinStandardHelpOptions = true)
final class ServeCredentialsCommand implements Callable<Integer> {

  /** botocore and the SDKs ask anew at 15 minutes left: what they then get must live longer. */
  private static final Duration AHEAD = Duration.ofMinutes(20);

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private PolicyOptions policy;
  @Mixin private RoleOptions role;
  @Mixin private AwsOptions aws;

  @Parameters(
      arity = "0..1",
      paramLabel = "BUCKET",
      converter = PolicyNames.Bucket.class,
      description = "The bucket; with --api it is known.")
  private String bucket;

  @Option(
      names = {"-p", "--port"},
      defaultValue = "8094",
      paramLabel = "N",
      description = "Where to listen on this machine; 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (api.isGiven()) {
      GrantOptions grant = policy.grant();
      try (BucketpassCredentialsProvider caller =
          api.credentials(grant.access(), grant.prefix().map(Prefix::value), grant.lifetime())) {
        return serve(caller);
      }
    }
    if (bucket == null) {
      throw policy.grant().wrong("Missing required parameter: 'BUCKET' (or --api)");
    }
    AssumeRoleRequest request = role.request(bucket, policy);
    try (StsClient sts = aws.sts();
        StsAssumeRoleCredentialsProvider operator = renewing(sts, request)) {
      return serve(operator);
    }
  }

  private static StsAssumeRoleCredentialsProvider renewing(
      StsClient sts, AssumeRoleRequest request) {
    Duration half = Duration.ofSeconds(request.durationSeconds()).dividedBy(2);
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts)
        .refreshRequest(request)
        .asyncCredentialUpdateEnabled(true)
        .prefetchTime(half.compareTo(AHEAD) < 0 ? half : AHEAD)
        .build();
  }

  private int serve(AwsCredentialsProvider credentials) throws IOException, InterruptedException {
    credentials.resolveCredentials(); // what is wrong shows now, and not at the first SDK's call
    try (ContainerCredentialsServer endpoint = new ContainerCredentialsServer(credentials, port)) {
      spec.commandLine()
          .getOut()
          .printf(
              "export AWS_CONTAINER_CREDENTIALS_FULL_URI=%s%nexport AWS_CONTAINER_AUTHORIZATION_TOKEN=%s%n",
              endpoint.uri(), endpoint.token());
      spec.commandLine().getErr().println("Serving until stopped (Ctrl+C).");
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
