/** Sign-in by the browser, stored logins, and the local sign-in's tokens. Knows no AWS. */
package bucketpass.cli.login;
