/** JSON read strictly and written plainly, on jackson-core alone: start-up time is felt here. */
package bucketpass.json;
