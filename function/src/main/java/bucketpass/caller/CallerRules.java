package bucketpass.caller;

import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which claims make a caller. All of it comes from configuration, none from the token itself, and
 * all of it is checked on every request, also behind an authorizer that has checked it before: a
 * second API, a wrong authorizer or a test event must not be the way around it.
 *
 * @param issuer the exact {@code iss}
 * @param audiences the client ids, one of which is {@code aud} of an ID token or {@code client_id}
 *     of an access token
 * @param tokenUses which of {@code id} and {@code access} are taken
 * @param template how the caller's prefix is made
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">Verifying
 *     JSON web tokens</a>
 */
public record CallerRules(
    String issuer, Set<String> audiences, Set<String> tokenUses, PrefixTemplate template) {

  /** Characters in a {@code sub}, at most: OpenID Connect allows no more. */
  static final int MAX_SUB_LENGTH = 255;

  public CallerRules {
    audiences = Set.copyOf(audiences);
    tokenUses = Set.copyOf(tokenUses);
  }

  /** The caller that the claims make at this moment, or what is wrong with them. */
  public Outcome<Caller> identify(Claims claims, Instant now) {
    if (!issuer.equals(claims.values().get("iss"))) {
      return Outcome.refused(Reason.WRONG_ISSUER, "The token is from another issuer.");
    }
    String use = claims.get("token_use").orElse("");
    if (!tokenUses.contains(use)) {
      return Outcome.refused(
          Reason.WRONG_TOKEN_USE,
          "The claim token_use must be one of: "
              + String.join(", ", new TreeSet<>(tokenUses))
              + ".");
    }
    Optional<String> audience = claims.get(use.equals("id") ? "aud" : "client_id");
    if (audience.isEmpty() || !audiences.contains(audience.get())) {
      return Outcome.refused(Reason.WRONG_AUDIENCE, "The token is for another client.");
    }
    return checkTimes(claims, now)
        .then(CallerRules::sub)
        .then(sub -> template.fill(claims).map(prefix -> new Caller(sub, prefix, claims.groups())));
  }

  private static Outcome<Claims> checkTimes(Claims claims, Instant now) {
    if (claims.get("exp").isEmpty()) {
      return Outcome.refused(Reason.CLAIM_MISSING, "The claim exp is missing.");
    }
    Optional<Instant> expires = claims.get("exp").flatMap(ClaimTime::parse);
    if (expires.isEmpty()) {
      return Outcome.refused(Reason.CLAIM_INVALID, "The claim exp is not a time.");
    }
    if (!now.isBefore(expires.get())) {
      return Outcome.refused(Reason.TOKEN_EXPIRED, "The token has expired: refresh it.");
    }
    Optional<String> notBefore = claims.get("nbf");
    if (notBefore.isPresent()) {
      Optional<Instant> begins = ClaimTime.parse(notBefore.get());
      if (begins.isEmpty() || now.isBefore(begins.get())) {
        return Outcome.refused(Reason.CLAIM_INVALID, "The token is not valid yet.");
      }
    }
    return Outcome.ok(claims);
  }

  private static Outcome<String> sub(Claims claims) {
    String sub = claims.get("sub").orElse("");
    if (sub.isEmpty()) {
      return Outcome.refused(Reason.CLAIM_MISSING, "The claim sub is missing.");
    }
    if (sub.length() > MAX_SUB_LENGTH || hasControl(sub)) {
      return Outcome.refused(
          Reason.CLAIM_INVALID,
          "The claim sub is longer than " + MAX_SUB_LENGTH + " characters or has a control one.");
    }
    return Outcome.ok(sub);
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
