/**
 * What every AWS service does first: decode the request, verify its signature, write the answer.
 * Knows no operation.
 */
package bucketpass.local.protocol;
