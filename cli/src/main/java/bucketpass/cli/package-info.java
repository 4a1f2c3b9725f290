/** The commands of {@code ./bucketpass}: one class per command. */
package bucketpass.cli;
