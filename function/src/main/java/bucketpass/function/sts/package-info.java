/** A grant becomes credentials by one AssumeRole. Knows no events, routes or formats. */
package bucketpass.function.sts;
