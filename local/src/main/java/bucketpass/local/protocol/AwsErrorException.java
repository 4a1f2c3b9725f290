package bucketpass.local.protocol;

/** A request that is refused with a code that AWS's own clients know. */
public final class AwsErrorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * @param status the HTTP status
   * @param code the service's error code, for example {@code AccessDenied}
   * @param message for the caller; never holds a secret
   */
  public AwsErrorException(int status, String code, String message) {
    // No stack trace: a refusal is an answer, not a fault, and some are sent many times a second.
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The service's error code. */
  public String code() {
    return code;
  }
}
