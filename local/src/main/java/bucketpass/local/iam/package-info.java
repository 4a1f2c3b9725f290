/**
 * The calls of AWS IAM that an operator needs to revoke access: they read a role, and change its
 * inline policies, by which STS and S3 go from the next request on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html">PutRolePolicy</a>
 */
package bucketpass.local.iam;
