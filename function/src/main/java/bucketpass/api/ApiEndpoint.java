package bucketpass.api;

import bucketpass.caller.Caller;
import bucketpass.outcome.Outcome;
import java.time.Duration;

/** One call of the API, for a caller whose claims are valid. */
interface ApiEndpoint {

  /**
   * Returns the response, or why the request is refused.
   *
   * @param timeout how long the response may take
   */
  Outcome<Answer> answer(Caller caller, Route route, ApiRequest request, Duration timeout);
}
