/**
 * Amazon S3 over HTTP for one bucket: S3Proxy's handler on a store in memory, behind a front that
 * verifies the signature, names the operation, and asks the policies, in that order.
 *
 * <p>The front hands the store a request that it writes anew from what it has checked. The store
 * never reads the sender's own request, so the two cannot understand it differently.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html">Amazon
 *     S3 operations</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Required
 *     permissions for S3 API operations</a>
 */
package bucketpass.local.s3;
