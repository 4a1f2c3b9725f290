package bucketpass.core.claims;

import bucketpass.core.result.Result;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of a token whose signature was checked: by API Gateway's authorizer, or by the
 * function itself. Each reader returns that the claim is absent (an empty {@code Optional}), its
 * value, or {@code ClaimInvalid} if the claim is there and is not of the type that was asked for. A
 * claim that is not understood is never taken for an absent one: that could grant more.
 */
public sealed interface Claims permits JsonClaims, GatewayClaims {

  /** Cognito's claim for the groups of the user. */
  String GROUPS = "cognito:groups";

  /** Returns a claim that is a string. No other type becomes one. */
  Result<Optional<String>> text(String name);

  /** Returns a claim that is a time, which JSON web tokens write as seconds since 1970. */
  Result<Optional<Instant>> time(String name);

  /** Returns a claim that is a boolean. */
  Result<Optional<Boolean>> flag(String name);

  /** Returns the names in {@link #GROUPS}; empty for a user in no group, who has no such claim. */
  Result<Set<String>> groups();
}
