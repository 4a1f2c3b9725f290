/** The {@code verify} command: tries what must work and what must not. */
package bucketpass.cli.verify;
