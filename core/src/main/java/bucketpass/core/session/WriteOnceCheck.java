package bucketpass.core.session;

import bucketpass.core.json.JsonObject;

/**
 * How a policy tells a put that replaces no object. The vended role's own policy in {@code
 * template.yaml} follows the same setting.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html">Enforce
 *     conditional writes</a>
 */
public enum WriteOnceCheck {
  /**
   * {@code If-None-Match} must be {@code *}, which {@code StringEquals} reads as that character.
   * AWS documents only {@link #PRESENCE}; if the condition key did not carry the header's value,
   * every write-once put would be denied.
   */
  VALUE("StringEquals", "*"),
  /** The header must be there. S3 itself must then refuse every value but {@code *}. */
  PRESENCE("Null", "false");

  private final String operator;
  private final String expected;

  WriteOnceCheck(String operator, String expected) {
    this.operator = operator;
    this.expected = expected;
  }

  /**
   * Returns the check that a setting names.
   *
   * @throws IllegalArgumentException if it is neither {@code value} nor {@code presence}
   */
  public static WriteOnceCheck parse(String text) {
    return switch (text) {
      case "value" -> VALUE;
      case "presence" -> PRESENCE;
      default -> throw new IllegalArgumentException("must be value or presence");
    };
  }

  JsonObject condition() {
    return JsonObject.of(operator, JsonObject.of("s3:if-none-match", expected));
  }
}
