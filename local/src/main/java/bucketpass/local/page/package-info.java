/** Serves the page that people see first. */
package bucketpass.local.page;
