/** What the tests of several modules share. */
package bucketpass.testkit;
