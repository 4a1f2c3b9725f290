package bucketpass.core.result;

/**
 * Why a request was refused.
 *
 * @param reason the stable code that a client can act on
 * @param detail one sentence for the caller; it never holds a secret or a claim's value
 * @param note what the log has beyond that, for the operator alone; empty for nothing
 */
public record Problem(ErrorCode reason, String detail, String note) {}
