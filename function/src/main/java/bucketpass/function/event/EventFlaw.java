package bucketpass.function.event;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Problem;

/**
 * A flaw of an event, as the problem that it leads to. It is expected, so it has no stack trace.
 */
final class EventFlaw extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem refusal;

  private EventFlaw(ErrorCode reason, String detail) {
    super(detail, null, false, false);
    refusal = new Problem(reason, detail, "");
  }

  /** The event is not what API Gateway sends. */
  static EventFlaw invalid(String detail) {
    return new EventFlaw(ErrorCode.INVALID_EVENT, detail);
  }

  /** The caller sent something twice, or something that cannot be decoded. */
  static EventFlaw ofCaller(String detail) {
    return new EventFlaw(ErrorCode.INVALID_PARAMETER, detail);
  }

  Problem refusal() {
    return refusal;
  }
}
