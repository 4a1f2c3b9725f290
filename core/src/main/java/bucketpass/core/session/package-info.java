/**
 * A grant in AWS's terms: session policy, tags and names of one AssumeRole. Knows no transport and
 * no credentials.
 */
package bucketpass.core.session;
