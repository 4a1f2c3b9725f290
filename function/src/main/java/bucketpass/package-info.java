/** To be written. */
package bucketpass;
