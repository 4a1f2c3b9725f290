package bucketpass.core.grant;

import bucketpass.core.claims.Claims;
import bucketpass.core.claims.ClaimsValidator;
import bucketpass.core.place.PrefixTemplate;
import bucketpass.core.result.Result;
import java.time.Instant;

/**
 * Makes the caller from claims, after it has validated them.
 *
 * @param validator what the claims must be
 * @param template derives the caller's prefix from them
 */
public record CallerResolver(ClaimsValidator validator, PrefixTemplate template) {

  /** Returns the caller that the claims make at this moment, or what is wrong with them. */
  public Result<Caller> identify(Claims claims, Instant now) {
    return validator.validate(claims, now).then(sub -> caller(sub, claims));
  }

  private Result<Caller> caller(String sub, Claims claims) {
    return template
        .fill(claims)
        .then(prefix -> claims.groups().map(groups -> new Caller(sub, prefix, groups)));
  }
}
