package bucketpass.core.place;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;

/**
 * A key prefix that ends with a slash, so that {@code alice/} never reaches {@code alice2/}.
 *
 * <p>It travels as a session tag and stands in policies, so its characters are the ASCII ones that
 * a tag value may hold: letters, digits, the space and {@code _ . : = + @ -}, in segments between
 * slashes. None of them means anything to an IAM policy. A segment is never empty, {@code .} or
 * {@code ..}: file systems and proxies behind which S3 objects end up resolve those. It neither
 * starts nor ends with a space, which a program that copies or stores the text may cut off.
 *
 * @param value at most 256 characters, the most a tag's value may have
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html">Tag</a>
 */
public record Prefix(String value) {

  /** Characters in a session tag's value, at most. */
  public static final int MAX_LENGTH = 256;

  /**
   * @throws IllegalArgumentException if the value is not a prefix; {@link #parse} says why instead
   */
  public Prefix {
    String flaw = flaw(value);
    if (flaw != null) {
      throw new IllegalArgumentException("the prefix " + flaw);
    }
  }

  /** The prefix that the text is, or {@code InvalidPrefix}. */
  public static Result<Prefix> parse(String text) {
    String flaw = flaw(text);
    return flaw == null
        ? Result.ok(new Prefix(text))
        : Result.refused(ErrorCode.INVALID_PREFIX, "The prefix " + flaw + ".");
  }

  /** Whether every key under the other prefix is also under this one. */
  public boolean contains(Prefix other) {
    return other.value.startsWith(value);
  }

  static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || " _.:=+@-".indexOf(c) >= 0;
  }

  static boolean isDots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }

  private static String flaw(String text) {
    if (text.length() > MAX_LENGTH) {
      return "is longer than " + MAX_LENGTH + " characters";
    }
    if (!text.endsWith("/")) {
      return "does not end with a slash";
    }
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '/') {
        String segment = text.substring(start, i);
        if (segment.isEmpty()) {
          return "has an empty segment";
        }
        if (isDots(segment)) {
          return "has a segment that is . or ..";
        }
        if (segment.startsWith(" ") || segment.endsWith(" ")) {
          return "has a segment that starts or ends with a space";
        }
        start = i + 1;
      } else if (!isAllowed(text.charAt(i))) {
        return "has a character other than A-Z a-z 0-9 space _ . : = + @ - /";
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return value;
  }
}
