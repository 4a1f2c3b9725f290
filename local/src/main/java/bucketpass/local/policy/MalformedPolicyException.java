package bucketpass.local.policy;

/** A policy document that IAM would refuse; the message names the element. */
public final class MalformedPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and where, without the policy's text
   */
  public MalformedPolicyException(String message) {
    super(message);
  }

  MalformedPolicyException(String message, Throwable cause) {
    super(message, cause);
  }
}
