package bucketpass.cli;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.cli.console.DurationConverter;
import bucketpass.cli.login.DevTokenClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a token of the running local application, for curl. */
@Command(
    name = "token",
    description = "Print a signed token of the running local application, for curl.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--user",
      required = true,
      paramLabel = "NAME",
      description = "Who it is for: alice, bob, rita, or any name; the sub is the same.")
  private String user;

  @Option(
      names = "--group",
      paramLabel = "G",
      description = "A group, instead of the user's own. May be repeated.")
  private List<String> groups;

  @Option(
      names = "--claim",
      paramLabel = "K=V",
      description = "A claim, also one that the token has already. May be repeated.")
  private Map<String, String> claims = Map.of();

  @Option(
      names = "--use",
      defaultValue = "id",
      paramLabel = "USE",
      description = "id or access (default: ${DEFAULT-VALUE}).")
  private String use;

  @Option(
      names = "--expires",
      converter = DurationConverter.class,
      paramLabel = "D",
      description = "When it ends, as 60s, 15m or 1h from now; -60s makes one that has ended.")
  private Duration expires;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = "Who signs it (default: the issuer of ./bucketpass local).")
  private URI issuer = DevTokenClient.DEFAULT_ISSUER;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!List.of("id", "access").contains(use)) {
      throw new ParameterException(spec.commandLine(), "--use must be id or access");
    }
    DevTokenClient client = new DevTokenClient(user).use(use).claims(claims);
    if (groups != null) {
      client.groups(groups);
    }
    if (expires != null) {
      client.expiresIn(expires);
    }
    try {
      spec.commandLine().getOut().println(client.request(issuer));
    } catch (ConnectException e) {
      throw new CommandFailedException(
          "no local application at " + issuer + ": start ./bucketpass local, or name its --issuer",
          e);
    }
    return 0;
  }
}
