/** A grant becomes an IAM session policy. */
package bucketpass.policy;
