package bucketpass.cli;

/**
 * What a person at the shell can put right: the message is one line that says what was wrong and
 * what to do, and holds no secret.
 */
final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailed(String message) {
    super(message);
  }

  CommandFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
