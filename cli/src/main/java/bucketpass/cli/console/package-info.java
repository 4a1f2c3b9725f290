/** The input, output and errors of commands. Knows no AWS call and no option. */
package bucketpass.cli.console;
