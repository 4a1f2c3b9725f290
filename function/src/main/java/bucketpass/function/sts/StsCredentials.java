package bucketpass.function.sts;

import java.time.Duration;
import java.time.Instant;

/**
 * Credentials as STS gave them.
 *
 * @param accountId the account of the role
 * @param packedPolicySize how full STS's packed form of policy and tags is, in percent of its limit
 * @param lifetime how long they live from the moment they were asked for
 * @param reused whether they were given before, rather than fetched for this request
 */
public record StsCredentials(
    String accessKeyId,
    String secretAccessKey,
    String sessionToken,
    Instant expiration,
    String accountId,
    int packedPolicySize,
    Duration lifetime,
    boolean reused) {

  /** In secrets and tokens, besides letters and digits; module client holds them to the same. */
  private static final String BASE64_AND_MORE = "+/=_.~-";

  /**
   * @throws IllegalArgumentException if a key id is anything but {@code A-Z a-z 0-9 _}, or a secret
   *     or token anything but these and {@code + / = . ~ -}: they end up in shells and files; the
   *     message names the member and never quotes it
   */
  public StsCredentials {
    requireAlphabet("AccessKeyId", accessKeyId, "_");
    requireAlphabet("SecretAccessKey", secretAccessKey, BASE64_AND_MORE);
    requireAlphabet("SessionToken", sessionToken, BASE64_AND_MORE);
  }

  private static void requireAlphabet(String name, String value, String others) {
    boolean met = !value.isEmpty();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      met &=
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || others.indexOf(c) >= 0;
    }
    if (!met) {
      throw new IllegalArgumentException(name + " has a character that AWS does not write");
    }
  }

  /** No credentials are kept for less than this, however long they live in all. */
  private static final Duration MOST_LEFT_AT_REFRESH = Duration.ofMinutes(20);

  /** IAM itself takes some minutes to act on a changed policy. */
  private static final Duration GIVEN_AGAIN_FOR = Duration.ofMinutes(5);

  /**
   * When to ask for new ones: 20 minutes before the end, or half-way where that is later. botocore
   * and the SDKs for Java and .NET ask at 15 minutes before the end: what they then get must have
   * longer to live, or they ask again and again.
   */
  public Instant refreshAfter() {
    Duration half = Duration.ofMillis(lifetime.toMillis() / 2); // dividedBy is decimal arithmetic
    return expiration.minus(half.compareTo(MOST_LEFT_AT_REFRESH) < 0 ? half : MOST_LEFT_AT_REFRESH);
  }

  /**
   * Until when they are given to others who ask for the same. Sessions that were taken back look
   * like any other from here: what is given again for a short time only is dead for a short time
   * only.
   */
  Instant givenAgainUntil() {
    return expiration.minus(lifetime).plus(GIVEN_AGAIN_FOR);
  }

  StsCredentials again() {
    return new StsCredentials(
        accessKeyId,
        secretAccessKey,
        sessionToken,
        expiration,
        accountId,
        packedPolicySize,
        lifetime,
        true);
  }

  /** A record would print its components, and these are secrets. */
  @Override
  public String toString() {
    return "VendedCredentials[" + accessKeyId + ", expires " + expiration + "]";
  }
}
