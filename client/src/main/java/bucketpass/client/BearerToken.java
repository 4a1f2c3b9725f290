package bucketpass.client;

import java.util.regex.Pattern;

/**
 * A token that can be sent as a bearer token. Checks the token's alphabet first, because a JDK that
 * refuses a header value prints the value in its message.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, b64token</a>
 */
public final class BearerToken {

  private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final String value;

  private BearerToken(String value) {
    this.value = value;
  }

  /**
   * Checks a token. Nothing is removed from the token, not even a line break at its end.
   *
   * @throws IllegalArgumentException if the token is null, empty or has another character than RFC
   *     6750 allows; the message never quotes the token
   */
  public static BearerToken of(String token) {
    if (token == null || token.isEmpty()) {
      throw new IllegalArgumentException("the token is empty");
    }
    if (!B64TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "the token has a character that no token has, such as a line break, a space or a quote");
    }
    return new BearerToken(token);
  }

  /** Returns the token itself. */
  public String value() {
    return value;
  }

  /** Returns the value of the {@code Authorization} header. */
  public String header() {
    return "Bearer " + value;
  }

  /** Returns a text without the token. */
  @Override
  public String toString() {
    return "BearerToken[" + value.length() + " characters]";
  }
}
