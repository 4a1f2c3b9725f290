package bucketpass.local.policy;

/**
 * How closely a Principal element names a principal, which decides what else limits an Allow.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">
 *     How AWS evaluates requests</a>
 */
enum PrincipalMatch {
  NONE,
  /** By its account, which only delegates: the principal's own policies must allow it too. */
  ACCOUNT,
  /** By the role of its session: limited by the session policy. */
  ROLE,
  /** By its own ARN, or as everyone: not limited by a session policy. */
  DIRECT
}
