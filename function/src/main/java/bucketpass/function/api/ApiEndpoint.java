package bucketpass.function.api;

import bucketpass.core.grant.Caller;
import bucketpass.core.result.Result;
import bucketpass.function.event.ApiRequest;
import java.time.Duration;

/** One call of the API, for a caller whose claims are valid. */
interface ApiEndpoint {

  /**
   * Returns the response, or why the request is refused.
   *
   * @param timeout how long the response may take
   */
  Result<LoggedResponse> answer(Caller caller, Route route, ApiRequest request, Duration timeout);
}
