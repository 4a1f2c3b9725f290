/** The one account: roles, their policies, sessions. Knows no wire format. */
package bucketpass.local.account;
