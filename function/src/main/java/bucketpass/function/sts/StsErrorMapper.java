package bucketpass.function.sts;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import java.util.regex.Pattern;

/**
 * What STS's errors mean for the caller. STS's own words go to the log alone: they name roles and
 * accounts.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
final class StsErrorMapper {

  private static final Pattern ROLE_DENIES =
      Pattern.compile(
          "explicit deny in (an identity-based|a resource-based|the role trust) policy");

  private StsErrorMapper() {}

  static <T> Result<T> refusal(StsXmlResponse answer) {
    String note = answer.status() + " " + answer.code() + ": " + answer.message();
    if (isThrottled(answer)) {
      return Result.refused(ErrorCode.STS_THROTTLED, "AWS STS is busy: ask again shortly.", note);
    }
    return switch (answer.code()) {
      case "PackedPolicyTooLarge", "PackedPolicyTooLargeException" ->
          Result.refused(
              ErrorCode.POLICY_TOO_LARGE, "The prefix is too long for a session policy.", note);
      case "AccessDenied" -> denied(answer, note);
      default -> answer.status() >= 500 ? unavailable(note) : misconfigured(note);
    };
  }

  /** Most of these come with status 400. The codes are those that the SDK retries. */
  private static boolean isThrottled(StsXmlResponse answer) {
    return answer.status() == 429
        || switch (answer.code()) {
          case "Throttling",
              "ThrottlingException",
              "ThrottledException",
              "RequestThrottled",
              "RequestThrottledException",
              "RequestLimitExceeded",
              "TooManyRequestsException",
              "SlowDown" ->
              true;
          default -> false;
        };
  }

  /**
   * A caller whose access was taken back is denied by name in the policy of the function's role, or
   * by hand in the vended role's trust policy, which STS calls a resource-based policy. Nothing
   * else that belongs to the deployment has a Deny; any other denial is a fault of it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Access
   *     denied error messages</a>
   */
  private static <T> Result<T> denied(StsXmlResponse answer, String note) {
    return ROLE_DENIES.matcher(answer.message()).find()
        ? Result.refused(ErrorCode.CALLER_REVOKED, "The caller's access has been taken back.", note)
        : misconfigured(note);
  }

  static <T> Result<T> misconfigured(String note) {
    return Result.refused(
        ErrorCode.STS_DENIED, "Credentials cannot be vended: an operator has to look.", note);
  }

  static <T> Result<T> unavailable(String note) {
    return Result.refused(
        ErrorCode.STS_UNAVAILABLE, "AWS STS does not answer: ask again shortly.", note);
  }

  static <T> Result<T> failed(String note) {
    return Result.refused(
        ErrorCode.STS_FAILED, "AWS STS gave an answer that makes no sense.", note);
  }
}
