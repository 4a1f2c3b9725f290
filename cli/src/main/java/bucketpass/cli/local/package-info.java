/** The commands that run the local application: the only ones with it on their class path. */
package bucketpass.cli.local;
