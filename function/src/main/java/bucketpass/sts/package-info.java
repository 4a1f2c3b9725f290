/** One AssumeRole: what is sent, who sends it, and what comes back. */
package bucketpass.sts;
