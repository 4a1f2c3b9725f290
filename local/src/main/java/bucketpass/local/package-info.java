/** The local application: starts every part of it on one JVM and says where each listens. */
package bucketpass.local;
