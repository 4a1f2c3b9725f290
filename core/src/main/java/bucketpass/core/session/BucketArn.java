package bucketpass.core.session;

import bucketpass.core.place.Prefix;

/**
 * ARNs of a bucket and of what is in it, as literals in a policy.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">IAM
 *     policy variables</a>
 */
final class BucketArn {

  private BucketArn() {}

  static String bucket(String partition, String bucket) {
    return "arn:" + partition + ":s3:::" + bucket;
  }

  static String everyKeyUnder(String partition, String bucket, Prefix prefix) {
    return bucket(partition, bucket) + "/" + literal(prefix.value()) + "*";
  }

  /**
   * The text with the three characters escaped that mean something in a resource or a {@code
   * StringLike}. {@link Prefix} lets none of them through; this is the second lock on that door
   * (Apache Polaris had only one: CVE-2026-42810).
   */
  static String literal(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?' || c == '$') {
        escaped.append("${").append(c).append('}');
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
