/** Routes, parameters and formats of the API. Knows no event shapes and no XML. */
package bucketpass.function.api;
