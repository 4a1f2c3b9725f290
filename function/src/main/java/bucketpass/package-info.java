/** The Lambda function: wires the rooms together, and is what the template names as its handler. */
package bucketpass;
