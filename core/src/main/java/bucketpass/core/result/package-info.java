/**
 * Results of a step: a value, or the problem that explains a refusal. Only a fault is an exception.
 */
package bucketpass.core.result;
