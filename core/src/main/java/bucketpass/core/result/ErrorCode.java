package bucketpass.core.result;

/**
 * The codes that a refusal can carry, each with its HTTP status.
 *
 * <p>A code's name is a promise to clients: it is never changed or used for something else. {@code
 * docs/troubleshooting.md} has a paragraph for each.
 */
public enum ErrorCode {
  INVALID_EVENT("InvalidEvent", 400),
  INVALID_JSON("InvalidJson", 400),
  UNKNOWN_PARAMETER("UnknownParameter", 400),
  INVALID_PARAMETER("InvalidParameter", 400),
  INVALID_ACCESS("InvalidAccess", 400),
  INVALID_PREFIX("InvalidPrefix", 400),
  INVALID_DURATION("InvalidDuration", 400),
  INVALID_FORMAT("InvalidFormat", 400),
  POLICY_TOO_LARGE("PolicyTooLarge", 400),

  MISSING_TOKEN("MissingToken", 401),
  INVALID_TOKEN("InvalidToken", 401),
  TOKEN_EXPIRED("TokenExpired", 401),
  WRONG_ISSUER("WrongIssuer", 401),
  WRONG_AUDIENCE("WrongAudience", 401),
  WRONG_TOKEN_USE("WrongTokenUse", 401),
  CLAIM_MISSING("ClaimMissing", 401),
  CLAIM_INVALID("ClaimInvalid", 401),

  NO_ACCESS("NoAccess", 403),
  ACCESS_NOT_ALLOWED("AccessNotAllowed", 403),
  PREFIX_NOT_ALLOWED("PrefixNotAllowed", 403),
  CALLER_REVOKED("CallerRevoked", 403),

  NOT_FOUND("NotFound", 404),
  METHOD_NOT_ALLOWED("MethodNotAllowed", 405),
  BODY_TOO_LARGE("BodyTooLarge", 413),
  UNSUPPORTED_MEDIA_TYPE("UnsupportedMediaType", 415),

  INTERNAL_ERROR("InternalError", 500),
  STS_DENIED("StsDenied", 500),
  STS_FAILED("StsFailed", 502),
  STS_THROTTLED("StsThrottled", 503),
  STS_UNAVAILABLE("StsUnavailable", 503),
  KEY_SET_UNAVAILABLE("KeySetUnavailable", 503);

  private final String code;
  private final int status;

  ErrorCode(String code, int status) {
    this.code = code;
    this.status = status;
  }

  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the same request may succeed a little later, so that the reply says when to retry. */
  public boolean passing() {
    return status == 503;
  }
}
