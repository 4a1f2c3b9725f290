/**
 * Who asks for what, and what they get: never wider than the claims allow. Knows no policy
 * language.
 */
package bucketpass.core.grant;
