/**
 * The two calls of AWS STS that the application needs, over HTTP, with AWS's checks and errors.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
package bucketpass.local.sts;
