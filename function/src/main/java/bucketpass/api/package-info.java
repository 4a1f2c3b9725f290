/** HTTP in, HTTP out, whatever event shape API Gateway sends. */
package bucketpass.api;
