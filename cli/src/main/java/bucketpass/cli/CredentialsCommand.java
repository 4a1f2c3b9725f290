package bucketpass.cli;

import bucketpass.cli.console.CredentialsFormat;
import bucketpass.cli.options.ApiOptions;
import bucketpass.cli.options.GrantOptions;
import bucketpass.client.BucketpassCredentialsProvider;
import bucketpass.core.place.Prefix;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the signed-in caller's credentials, for {@code credential_process}. */
@Command(
    name = "credentials",
    description = "Print the signed-in caller's credentials; a credential_process for AWS tools.",
    mixinStandardHelpOptions = true)
final class CredentialsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private GrantOptions grant;

  @Option(
      names = "--format",
      defaultValue = "json",
      paramLabel = "F",
      description =
          "json (as credential_process wants it), ini or env (default: ${DEFAULT-VALUE}).")
  private CredentialsFormat format;

  @Override
  public Integer call() {
    try (BucketpassCredentialsProvider caller =
        api.credentials(grant.access(), grant.prefix().map(Prefix::value), grant.lifetime())) {
      spec.commandLine().getOut().print(format.text(caller.vended().credentials()));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
