/**
 * What the caller asked for against what the caller may have: never wider than the claims allow.
 */
package bucketpass.grant;
