package bucketpass.local.signin;

import java.time.Duration;

/**
 * How long what the sign-in hands out is good for. Tests take short ones.
 *
 * @param token of an ID or access token
 * @param refresh of a refresh token, counted from the sign-in however often it is rotated
 */
public record TokenLifetimes(Duration token, Duration refresh) {

  /** What the pool's client in {@code template.yaml} has. */
  public static final TokenLifetimes DEFAULT =
      new TokenLifetimes(Duration.ofHours(1), Duration.ofDays(7));
}
