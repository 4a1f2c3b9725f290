package bucketpass.api;

import bucketpass.outcome.Reason;
import bucketpass.outcome.Refusal;

/**
 * A flaw of an event, as the refusal that it leads to: an answer and no fault, so without trace.
 */
final class EventFlaw extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  private EventFlaw(Reason reason, String detail) {
    super(detail, null, false, false);
    refusal = new Refusal(reason, detail, "");
  }

  /** The event is not what API Gateway sends. */
  static EventFlaw invalid(String detail) {
    return new EventFlaw(Reason.INVALID_EVENT, detail);
  }

  /** The caller sent something twice, or something that cannot be decoded. */
  static EventFlaw ofCaller(String detail) {
    return new EventFlaw(Reason.INVALID_PARAMETER, detail);
  }

  Refusal refusal() {
    return refusal;
  }
}
