/** The Lambda function: wires its packages together, reads the environment and has the clock. */
package bucketpass.function;
