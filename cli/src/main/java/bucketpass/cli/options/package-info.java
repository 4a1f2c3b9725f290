/** The options that commands share, and the clients that they make. */
package bucketpass.cli.options;
