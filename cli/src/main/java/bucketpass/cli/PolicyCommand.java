package bucketpass.cli;

import bucketpass.cli.console.PrettyJson;
import bucketpass.cli.options.PolicyNames;
import bucketpass.cli.options.PolicyOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the session policy that a vend would send; calls nothing. */
@Command(
    name = "policy",
    description = "Print the session policy that a vend would send.",
    mixinStandardHelpOptions = true)
final class PolicyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PolicyOptions options;

  @Option(
      names = "--bucket",
      required = true,
      converter = PolicyNames.Bucket.class,
      paramLabel = "B",
      description = "The bucket.")
  private String bucket;

  @Option(
      names = "--partition",
      defaultValue = "aws",
      converter = PolicyNames.Partition.class,
      paramLabel = "NAME",
      description = "Partition of the ARNs: aws, aws-cn, … (default: ${DEFAULT-VALUE}).")
  private String partition;

  @Override
  public Integer call() {
    options.grant().lifetime();
    spec.commandLine().getOut().println(PrettyJson.pretty(options.policy(partition, bucket)));
    return 0;
  }
}
