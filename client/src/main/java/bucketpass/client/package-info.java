/**
 * Credentials of a signed-in caller for the AWS SDK for Java v2, renewed for as long as the caller
 * stays signed in.
 *
 * <p>Start at {@link bucketpass.client.BucketpassCredentialsProvider}. The package uses only what
 * both the JVM (17) and Android (API level 26, with desugaring of records) have; {@code
 * java.net.http}, which Android lacks, is not used.
 */
package bucketpass.client;
