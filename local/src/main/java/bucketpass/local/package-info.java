/** To be written. */
package bucketpass.local;
