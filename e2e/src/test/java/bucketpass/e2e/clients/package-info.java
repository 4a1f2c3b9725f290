/**
 * Real clients against the local application: each gets its credentials the way it knows, and
 * renews them by itself.
 */
package bucketpass.e2e.clients;
