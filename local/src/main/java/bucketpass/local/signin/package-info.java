/**
 * Stands for the user pool: the users, their sign-in, and tokens of the shape that Cognito gives.
 */
package bucketpass.local.signin;
