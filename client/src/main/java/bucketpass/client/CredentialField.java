package bucketpass.client;

import java.util.regex.Pattern;

/**
 * The members of a credentials response, each with its alphabet. The values end up in files,
 * shells, policies and host names, so that a value outside its alphabet is refused where it is
 * read.
 */
public enum CredentialField {
  ACCESS_KEY_ID("AccessKeyId", "[A-Za-z0-9_]{1,128}"),
  SECRET_ACCESS_KEY("SecretAccessKey", "[A-Za-z0-9+/=_.~-]{1,256}"),
  SESSION_TOKEN("SessionToken", "[A-Za-z0-9+/=_.~-]{1,16384}"),
  ACCOUNT_ID("AccountId", "[0-9]{12}"),
  EXPIRATION("Expiration", Patterns.TIME),
  REFRESH_AFTER("RefreshAfter", Patterns.TIME),
  /**
   * A bucket's name.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">General
   *     purpose bucket naming rules</a>
   */
  BUCKET(
      "Bucket",
      "(?!.*\\.\\.)(?![0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
  REGION("Region", "[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,5}"),
  /** Segments without {@code *}, {@code ?} and {@code $}, which mean something in a policy. */
  PREFIX("Prefix", "(?=.{1,256}$)((?!\\.{1,2}/)[A-Za-z0-9_.:=+@ -]+/)+"),
  ACCESS("Access", "[a-z]+(-[a-z]+)*");

  private static final class Patterns {
    private static final String TIME =
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
            + "(Z|[+-][0-9]{2}:[0-9]{2})";

    private Patterns() {}
  }

  private final String member;
  private final Pattern alphabet;

  CredentialField(String member, String alphabet) {
    this.member = member;
    this.alphabet = Pattern.compile(alphabet);
  }

  /** Returns the member's name in the response. */
  public String member() {
    return member;
  }

  /** Returns whether the whole value is of the field's alphabet; false for null. */
  public boolean matches(String value) {
    return value != null && alphabet.matcher(value).matches();
  }
}
