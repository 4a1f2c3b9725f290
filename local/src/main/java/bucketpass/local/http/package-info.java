/** What the local application's own HTTP servers share. */
package bucketpass.local.http;
