/** What the application writes to its logs, and what it must not. */
package bucketpass.e2e.logs;
