/** Verifies a token where no authorizer stands before the function. Knows no routes. */
package bucketpass.function.token;
