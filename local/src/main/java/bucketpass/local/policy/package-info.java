/**
 * Evaluates IAM policies as AWS documents it, and denies what it does not know. Knows nothing of
 * HTTP, S3 or STS.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies.html">IAM JSON
 *     policy reference</a>
 */
package bucketpass.local.policy;
