/** To be written. */
package bucketpass.client;
