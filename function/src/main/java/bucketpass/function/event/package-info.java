/** API Gateway's JSON in and out. Knows no routes, places or STS. */
package bucketpass.function.event;
