package bucketpass.local.policy;

/** What a set of policies says of one request. */
public enum PolicyDecision {
  /** At least one statement allows it, and none denies it. */
  ALLOW,
  /** A statement denies it; no Allow anywhere outweighs that. */
  EXPLICIT_DENY,
  /** No statement speaks of it. */
  IMPLICIT_DENY
}
