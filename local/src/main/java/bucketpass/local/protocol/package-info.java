/**
 * What every AWS service does first: decode the request, verify its signature, write the response.
 * Knows no operation.
 */
package bucketpass.local.protocol;
