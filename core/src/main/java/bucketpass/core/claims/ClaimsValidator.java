package bucketpass.core.claims;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks issuer, use, audience, times and {@code sub} of claims. What they must be comes from
 * configuration, nothing from the token itself. All of it is checked on every request, also behind
 * an authorizer that has checked it before: a second API, a wrong authorizer or a test event must
 * not be the way around it.
 *
 * @param issuer the exact {@code iss}
 * @param audiences the client ids, one of which is {@code aud} of an ID token or {@code client_id}
 *     of an access token
 * @param tokenUses which of {@code id} and {@code access} are taken
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">Verifying
 *     JSON web tokens</a>
 */
public record ClaimsValidator(String issuer, Set<String> audiences, Set<String> tokenUses) {

  /** Characters in a {@code sub}, at most: OpenID Connect allows no more. */
  static final int MAX_SUB_LENGTH = 255;

  public ClaimsValidator {
    audiences = Set.copyOf(audiences);
    tokenUses = Set.copyOf(tokenUses);
  }

  /**
   * Returns the {@code sub} of claims that are valid at this moment; {@code WrongIssuer}, {@code
   * WrongTokenUse}, {@code WrongAudience}, {@code TokenExpired}, {@code ClaimMissing} or {@code
   * ClaimInvalid} otherwise.
   */
  public Result<String> validate(Claims claims, Instant now) {
    return checkIssuer(claims)
        .then(this::checkUse)
        .then(use -> checkAudience(claims, use))
        .then(checked -> checkExpiry(checked, now))
        .then(checked -> checkBegin(checked, now))
        .then(ClaimsValidator::sub);
  }

  private Result<Claims> checkIssuer(Claims claims) {
    return text(claims, "iss", ErrorCode.WRONG_ISSUER)
        .then(
            found ->
                found.isPresent() && found.get().equals(issuer)
                    ? Result.ok(claims)
                    : Result.refused(ErrorCode.WRONG_ISSUER, "The token is from another issuer."));
  }

  private Result<String> checkUse(Claims claims) {
    return text(claims, "token_use", ErrorCode.WRONG_TOKEN_USE)
        .then(
            use ->
                use.isPresent() && tokenUses.contains(use.get())
                    ? Result.ok(use.get())
                    : Result.refused(
                        ErrorCode.WRONG_TOKEN_USE,
                        "The claim token_use must be one of: "
                            + String.join(", ", new TreeSet<>(tokenUses))
                            + "."));
  }

  private Result<Claims> checkAudience(Claims claims, String use) {
    String name = use.equals("id") ? "aud" : "client_id";
    return text(claims, name, ErrorCode.WRONG_AUDIENCE)
        .then(
            audience ->
                audience.isPresent() && audiences.contains(audience.get())
                    ? Result.ok(claims)
                    : Result.refused(ErrorCode.WRONG_AUDIENCE, "The token is for another client."));
  }

  /** A list of audiences, though a JSON web token may have one, is not the one that is wanted. */
  private static Result<Optional<String>> text(Claims claims, String name, ErrorCode otherwise) {
    return claims
        .text(name)
        .fold(Result::ok, refusal -> Result.refused(otherwise, refusal.detail()));
  }

  private static Result<Claims> checkExpiry(Claims claims, Instant now) {
    return claims
        .time("exp")
        .then(
            expires -> {
              if (expires.isEmpty()) {
                return Result.refused(ErrorCode.CLAIM_MISSING, "The claim exp is missing.");
              }
              return now.isBefore(expires.get())
                  ? Result.ok(claims)
                  : Result.refused(ErrorCode.TOKEN_EXPIRED, "The token has expired: refresh it.");
            });
  }

  private static Result<Claims> checkBegin(Claims claims, Instant now) {
    return claims
        .time("nbf")
        .then(
            begins ->
                begins.isPresent() && now.isBefore(begins.get())
                    ? Result.refused(
                        ErrorCode.CLAIM_INVALID, "The token is not valid yet: see its claim nbf.")
                    : Result.ok(claims));
  }

  private static Result<String> sub(Claims claims) {
    return claims
        .text("sub")
        .then(
            found -> {
              String sub = found.orElse("");
              if (sub.isEmpty()) {
                return Result.refused(ErrorCode.CLAIM_MISSING, "The claim sub is missing.");
              }
              return sub.length() > MAX_SUB_LENGTH || hasControl(sub)
                  ? Result.refused(
                      ErrorCode.CLAIM_INVALID,
                      "The claim sub is longer than "
                          + MAX_SUB_LENGTH
                          + " characters or has a control one.")
                  : Result.ok(sub);
            });
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
