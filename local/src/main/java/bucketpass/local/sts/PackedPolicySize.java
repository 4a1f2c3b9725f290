package bucketpass.local.sts;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How much of the binary limit a session's policy and tags take together.
 *
 * <p>AWS does not say how it packs. This estimate grows with every character and keeps the order of
 * sizes, which is what a caller may rely on; the number itself is not AWS's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length">IAM
 *     and STS character limits</a>
 */
final class PackedPolicySize {
  private static final int ALLOTTED_BYTES = 3072;

  /** The packed form of a tag has a name and a value to tell apart. */
  private static final int BYTES_BESIDE_A_TAG = 4;

  private PackedPolicySize() {}

  /** Per cent, rounded up; above 100 STS refuses. */
  static int percent(String policy, Map<String, String> tags) {
    int bytes = length(policy);
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      bytes += BYTES_BESIDE_A_TAG + length(tag.getKey()) + length(tag.getValue());
    }
    return (bytes * 100 + ALLOTTED_BYTES - 1) / ALLOTTED_BYTES;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
