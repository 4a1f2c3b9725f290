/**
 * What is loaded before a snapshot or beside a start. Is handed a factory of the handler, and never
 * imports it.
 */
package bucketpass.function.snapstart;
