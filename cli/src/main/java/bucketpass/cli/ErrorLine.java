package bucketpass.cli;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns every error into one line on stderr, and into a trace as well only when asked for. */
final class ErrorLine implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final BooleanSupplier debug;

  ErrorLine(BooleanSupplier debug) {
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    print(command.getErr(), error.getMessage() + " (see " + help + ")", error);
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    print(command.getErr(), ErrorText.of(error), error);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void print(PrintWriter err, String message, Exception error) {
    err.println("bucketpass: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
    if (debug.getAsBoolean()) {
      error.printStackTrace(err);
    }
  }
}
