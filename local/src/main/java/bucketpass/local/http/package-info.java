/** The one server of the local application: whom it answers to, and how it words its errors. */
package bucketpass.local.http;
