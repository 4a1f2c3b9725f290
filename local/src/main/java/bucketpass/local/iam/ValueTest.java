package bucketpass.local.iam;

/** Compares one value of a policy's condition with one value that the request carries. */
@FunctionalInterface
interface ValueTest {
  Match matches(String actual, AuthorizationRequest request);
}
