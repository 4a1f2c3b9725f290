/** To be written. */
package bucketpass.cli;
