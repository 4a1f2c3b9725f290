/** Many callers at once, for as long as one likes. */
package bucketpass.e2e.soak;
