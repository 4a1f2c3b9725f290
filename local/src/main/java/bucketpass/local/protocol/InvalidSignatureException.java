package bucketpass.local.protocol;

/** A signature that does not pass. Each service has its own code for each kind. */
public final class InvalidSignatureException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Kind {
    /** Nothing is signed. */
    MISSING,
    /** Signed in another way than Signature Version 4. */
    UNSUPPORTED,
    /** A part of the signature is not there or not readable. */
    INCOMPLETE,
    /** No such access key. */
    UNKNOWN_KEY,
    /** The session token is missing, or is another session's. */
    WRONG_TOKEN,
    /** The session has ended. */
    EXPIRED_TOKEN,
    /** Signed for another region, service or day. */
    WRONG_SCOPE,
    /** Signed too long ago, or for the future. */
    SKEWED,
    /** The presigned URL has ended. */
    EXPIRED_URL,
    /** A header that changes the meaning is not signed. */
    UNSIGNED_HEADER,
    /** Signed with another secret, or something was changed on the way. */
    MISMATCH
  }

  private final Kind kind;

  InvalidSignatureException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /** What is wrong with it. */
  public Kind kind() {
    return kind;
  }
}
