package bucketpass.cli;

import bucketpass.caller.Prefix;
import bucketpass.client.BucketpassCredentialsProvider;
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
final class Credentials implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private GrantOptions grant;

  @Option(
      names = "--format",
      defaultValue = "json",
      paramLabel = "F",
      description =
          "json (as credential_process wants it), ini or env (default: ${DEFAULT-VALUE}).")
  private KeysFormat format;

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
