/** Strict JSON on jackson-core, small and quick to load. Knows nothing of what it carries. */
package bucketpass.core.json;
