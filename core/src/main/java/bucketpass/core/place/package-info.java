/** Prefixes, permissions and access levels: which parts the bucket has. Knows no single caller. */
package bucketpass.core.place;
