package bucketpass.cli.console;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every error into one line on stderr, and into a trace as well only when asked for. */
public final class ErrorPrinter implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final BooleanSupplier debug;

  public ErrorPrinter(BooleanSupplier debug) {
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    print(command.getErr(), text(error) + " (see " + help + ")", error);
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    print(command.getErr(), ErrorMessages.of(error), error);
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** An argument too many may be a token whose option is missing, and is not repeated. */
  private static String text(ParameterException error) {
    boolean stray =
        error instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption();
    return stray
        ? "Unexpected argument: an option's name before it is missing or wrong"
        : error.getMessage();
  }

  private void print(PrintWriter err, String message, Exception error) {
    String line = message.strip().replaceAll("\\s*\\R\\s*", "; ");
    err.println("bucketpass: " + Terminal.escape(line));
    if (debug.getAsBoolean()) {
      printTrace(err, error);
    }
  }

  /** Prints classes and places only: a message of the JDK or a library may quote a secret. */
  private static void printTrace(PrintWriter err, Exception error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      err.println((cause == error ? "" : "Caused by: ") + cause.getClass().getName());
      for (StackTraceElement frame : cause.getStackTrace()) {
        err.println("\tat " + frame);
      }
    }
  }
}
