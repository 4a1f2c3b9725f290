/**
 * What is loaded before Lambda takes a snapshot, or beside a start without one. It is handed a
 * factory of the handler and never imports the handler.
 */
package bucketpass.snapstart;
