package bucketpass.cli.local;

import bucketpass.cli.console.DurationConverter;
import bucketpass.local.LocalApplication;
import bucketpass.local.http.AllowedHosts;
import bucketpass.local.signin.TokenLifetimes;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the whole application on this machine until it is stopped. */
@Command(
    name = "local",
    description = "Run page, sign-in, API, STS and S3 on this machine, with nothing to install.",
    mixinStandardHelpOptions = true)
public final class LocalCommand implements Callable<Integer> {

  /** The page's port, where none is named; the token command looks for the issuer two above it. */
  public static final int PORT = 8700;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "" + PORT,
      paramLabel = "N",
      description =
          "The page's port; API, issuer, STS, S3 and IAM take the next five. 0 for free ones (default:"
              + " ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "H",
      description =
          "The address to listen on (default: ${DEFAULT-VALUE}). Whoever reaches it can do"
              + " everything.")
  private String host;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "Also answer to requests for this host: a name or an address, without a port. May be"
              + " repeated. Loopback names and --host need no option.")
  private Set<String> allowedHosts = Set.of();

  @Option(names = "--json", description = "Say where everything is as one line of JSON.")
  private boolean json;

  @Option(
      names = "--log",
      description = "Print what the function logs on stderr: a line of JSON for each request.")
  private boolean log;

  @Option(names = "--skip-page", description = "Do not build the page.")
  private boolean skipPage;

  @Option(
      names = "--token-lifetime",
      defaultValue = "1h",
      converter = DurationConverter.class,
      paramLabel = "D",
      description = "How long the sign-in's tokens live, as 60s, 15m or 1h (default: 1h).")
  private Duration tokenLifetime;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of template.yaml, as for sam deploy. May be repeated.")
  private Map<String, String> parameters = Map.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireHosts();
    Path home = Checkout.path();
    PrintWriter err = spec.commandLine().getErr();
    if (!skipPage) {
      new PageBuilder(home.resolve("web"), err).run();
    }
    LocalApplication.Options options =
        LocalApplication.Options.of(home)
            .listen(host, port)
            .allowedHosts(allowedHosts)
            .parameters(parameters)
            .lifetimes(new TokenLifetimes(tokenLifetime, TokenLifetimes.DEFAULT.refresh()));
    if (log) {
      options = options.log(err::println);
    }
    try (LocalApplication application = LocalApplication.start(options)) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? LocalSummary.json(application) + "\n" : LocalSummary.of(application));
      out.flush();
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        err.println("bucketpass: listening on " + host + ": whoever reaches it can do everything.");
      }
      untilStopped();
    }
    return 0;
  }

  private void requireHosts() {
    try {
      AllowedHosts.of(host, allowedHosts);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  /** Only a signal ends it. */
  private static void untilStopped() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
