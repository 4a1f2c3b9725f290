package bucketpass.client;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;

/** No credentials: why, with the stable {@code code} of the API's problem where it sent one. */
public final class BucketpassException extends SdkClientException {

  /** The API could not be reached, or what answered was not the API. */
  public static final String UNREACHABLE = "unreachable";

  /** The app's sign-in gave no token that can be sent: the caller has to sign in again. */
  public static final String NO_TOKEN = "no-token";

  private static final long serialVersionUID = 1;

  private final String code;
  private final int status;
  private final boolean passing;
  private final Duration retryAfter;

  private BucketpassException(
      String code, int status, boolean passing, Duration retryAfter, String detail, Throwable why) {
    super(SdkClientException.builder().message(detail + " [" + code + "]").cause(why));
    this.code = code;
    this.status = status;
    this.passing = passing;
    this.retryAfter = retryAfter;
  }

  static BucketpassException unreachable(String detail, Throwable why) {
    return new BucketpassException(UNREACHABLE, 0, true, null, detail, why);
  }

  static BucketpassException notCredentials(String detail) {
    return new BucketpassException(UNREACHABLE, 0, false, null, detail, null);
  }

  static BucketpassException noToken(String detail, Throwable why) {
    return new BucketpassException(NO_TOKEN, 0, false, null, detail, why);
  }

  static BucketpassException answered(
      int status, String code, String detail, Optional<Duration> retryAfter) {
    boolean passing = status < 400 || status >= 500 || status == 408 || status == 429;
    return new BucketpassException(code, status, passing, retryAfter.orElse(null), detail, null);
  }

  /** The problem's {@code code}, {@code http-<status>} where the answer had none, or a constant. */
  public String code() {
    return code;
  }

  /** The HTTP status; 0 where there was no answer. */
  public int status() {
    return status;
  }

  /** Whether asking again later, with nothing changed, may work. */
  @Override
  public boolean retryable() {
    return passing;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
