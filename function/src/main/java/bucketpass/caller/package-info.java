/** Claims in, caller out: who is asking, and which key prefix is theirs. */
package bucketpass.caller;
