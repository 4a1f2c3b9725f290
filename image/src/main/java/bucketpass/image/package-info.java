/** Trains the container image's AOT cache: one run of the function on loopback. */
package bucketpass.image;
