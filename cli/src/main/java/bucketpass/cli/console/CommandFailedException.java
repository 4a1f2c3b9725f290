package bucketpass.cli.console;

/**
 * What a person at the shell can put right: the message is one line that says what was wrong and
 * what to do, and holds no secret.
 */
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }

  public CommandFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
