/**
 * What the issuer says in a token, and whether it is valid. A claim that is absent and a claim that
 * is not understood are two different things. Knows no places, events or policies.
 */
package bucketpass.core.claims;
