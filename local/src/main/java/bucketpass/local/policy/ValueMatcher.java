package bucketpass.local.policy;

/** Compares one value of a policy's condition with one value that the request carries. */
@FunctionalInterface
interface ValueMatcher {
  Match matches(String actual, AuthorizationRequest request);
}
