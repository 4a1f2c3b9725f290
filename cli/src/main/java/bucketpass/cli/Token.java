package bucketpass.cli;

import bucketpass.local.signin.SignIn;
import bucketpass.local.signin.TokenOrder;
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
final class Token implements Callable<Integer> {

  static final URI DEFAULT_ISSUER = SignIn.issuerAt("127.0.0.1", Local.PORT + 2);

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
      converter = DurationText.class,
      paramLabel = "D",
      description = "When it ends, as 60s, 15m or 1h from now; -60s makes one that has ended.")
  private Duration expires;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = "Who signs it (default: the issuer of ./bucketpass local).")
  private URI issuer = DEFAULT_ISSUER;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!List.of("id", "access").contains(use)) {
      throw new ParameterException(spec.commandLine(), "--use must be id or access");
    }
    TokenOrder order = TokenOrder.idToken(user).use(use).groups(groups).claims(claims);
    if (expires != null) {
      order = order.expiresIn(expires);
    }
    try {
      spec.commandLine().getOut().println(order.from(issuer));
    } catch (ConnectException e) {
      throw new CommandFailed(
          "no local application at " + issuer + ": start ./bucketpass local, or name its --issuer",
          e);
    }
    return 0;
  }
}
