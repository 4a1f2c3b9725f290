/** An expected refusal is a value with a reason; only a fault is an exception. */
package bucketpass.outcome;
