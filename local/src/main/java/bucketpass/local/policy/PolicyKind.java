package bucketpass.local.policy;

/**
 * Where a policy is attached, which decides the elements that it must and must not have.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
public enum PolicyKind {
  /** A role's own policy or a session policy: a Resource and no Principal. */
  IDENTITY,
  /** A bucket policy: a Principal and a Resource. */
  RESOURCE,
  /** A role's trust policy: a Principal and no Resource. */
  TRUST
}
