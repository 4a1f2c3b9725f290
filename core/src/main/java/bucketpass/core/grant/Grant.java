package bucketpass.core.grant;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Prefix;

/**
 * What a caller gets.
 *
 * @param prefix the caller's own, or one inside it
 */
public record Grant(Caller caller, AccessLevel access, Prefix prefix, SessionDuration lifetime) {

  /**
   * @throws IllegalArgumentException if the prefix is not inside the caller's own
   */
  public Grant {
    if (!caller.prefix().contains(prefix)) {
      throw new IllegalArgumentException("a grant outside of the caller's prefix");
    }
  }
}
