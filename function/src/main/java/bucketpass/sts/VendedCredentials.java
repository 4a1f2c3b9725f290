package bucketpass.sts;

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
public record VendedCredentials(
    String accessKeyId,
    String secretAccessKey,
    String sessionToken,
    Instant expiration,
    String accountId,
    int packedPolicySize,
    Duration lifetime,
    boolean reused) {

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

  VendedCredentials again() {
    return new VendedCredentials(
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
