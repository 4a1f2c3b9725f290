/**
 * What vended credentials reach and what they do not, as data, tried on every S3 that can judge it:
 * the local application, MinIO, and a deployed stack.
 */
package bucketpass.e2e.conformance;
