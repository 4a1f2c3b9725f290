/** Stands for API Gateway's HTTP API and for Lambda: a request in, the function's answer out. */
package bucketpass.local.gateway;
