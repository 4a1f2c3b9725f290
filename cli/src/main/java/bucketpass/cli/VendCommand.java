package bucketpass.cli;

import static java.util.stream.Collectors.joining;

import bucketpass.cli.console.CredentialsFormat;
import bucketpass.cli.console.PrettyJson;
import bucketpass.cli.options.AwsOptions;
import bucketpass.cli.options.PolicyNames;
import bucketpass.cli.options.PolicyOptions;
import bucketpass.cli.options.RoleOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** Vends with the operator's own AWS credentials, without the API. */
@Command(
    name = "vend",
    description = "Assume a role for one prefix of a bucket, and print the credentials.",
    mixinStandardHelpOptions = true)
final class VendCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PolicyOptions policy;
  @Mixin private RoleOptions role;
  @Mixin private AwsOptions aws;

  @Parameters(
      paramLabel = "BUCKET",
      converter = PolicyNames.Bucket.class,
      description = "The bucket.")
  private String bucket;

  @Option(
      names = "--format",
      defaultValue = "json",
      paramLabel = "F",
      description =
          "json (as credential_process wants it), ini or env (default: ${DEFAULT-VALUE}).")
  private CredentialsFormat format;

  @Option(
      names = "--dry-run",
      arity = "0",
      description = "Print the AssumeRole request without sending it.")
  private boolean dryRun;

  @Override
  public Integer call() {
    AssumeRoleRequest request = role.request(bucket, policy);
    PrintWriter out = spec.commandLine().getOut();
    if (dryRun) {
      out.println(summary(request));
      return 0;
    }
    try (StsClient sts = aws.sts()) {
      AssumeRoleResponse answer = sts.assumeRole(request);
      out.print(format.text(RoleOptions.keys(answer)));
      out.flush();
    }
    return 0;
  }

  private static String summary(AssumeRoleRequest request) {
    String tags =
        request.tags().stream()
            .map(tag -> tag.key() + "=" + tag.value())
            .collect(joining(", ", " with the tags ", ""));
    return "Would assume role '%s' as '%s'%s using the following policy for %d seconds:%n%s"
        .formatted(
            request.roleArn(),
            request.roleSessionName(),
            request.hasTags() ? tags : "",
            request.durationSeconds(),
            PrettyJson.pretty(PrettyJson.read(request.policy(), "the policy")));
  }
}
