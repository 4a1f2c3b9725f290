/**
 * What every AWS service does before it looks at a request: who signed it, is that key still good,
 * and may its owner do this. Sessions live in memory and end with the process.
 */
package bucketpass.local.aws;
