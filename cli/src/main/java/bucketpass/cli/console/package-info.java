/** What commands read and print, and how they fail. Knows no AWS call and no option. */
package bucketpass.cli.console;
