package bucketpass.cli;

import bucketpass.cli.console.ErrorPrinter;
import bucketpass.cli.console.Terminal;
import bucketpass.cli.console.TerminalWriter;
import bucketpass.cli.local.DemoCommand;
import bucketpass.cli.local.LocalCommand;
import bucketpass.cli.login.LoginCommand;
import bucketpass.cli.login.LogoutCommand;
import bucketpass.cli.verify.VerifyCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line.
 *
 * <p>Exit codes: 0 when all was as it should be, 1 when something was refused, failed or differed,
 * 2 when the command was not understood.
 */
@Command(
    name = "bucketpass",
    description = "A short-lived pass to your own part of a bucket.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      LocalCommand.class,
      TokenCommand.class,
      PolicyCommand.class,
      VendCommand.class,
      WhoamiCommand.class,
      ListCommand.class,
      LoginCommand.class,
      LogoutCommand.class,
      CredentialsCommand.class,
      ServeCredentialsCommand.class,
      VerifyCommand.class,
      RevokeCommand.class,
      CompletionCommand.class
    })
public final class Main {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Also print the stack trace of an error, without messages.")
  private boolean debug;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line with its error handling, writing UTF-8 whatever the locale is. */
  public static CommandLine commandLine() {
    Main main = new Main();
    CommandLine commandLine = new CommandLine(main).setCaseInsensitiveEnumValuesAllowed(true);
    Writer out = utf8(FileDescriptor.out);
    // A pipe gets exactly the bytes that there are; a terminal, and every message, is escaped.
    commandLine.setOut(
        new PrintWriter(Terminal.isTerminal() ? new TerminalWriter(out) : out, true));
    commandLine.setErr(new PrintWriter(new TerminalWriter(utf8(FileDescriptor.err)), true));
    ErrorPrinter errors = new ErrorPrinter(() -> main.debug);
    commandLine.setParameterExceptionHandler(errors);
    commandLine.setExecutionExceptionHandler(errors);
    return commandLine;
  }

  private static Writer utf8(FileDescriptor descriptor) {
    return new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8);
  }
}
