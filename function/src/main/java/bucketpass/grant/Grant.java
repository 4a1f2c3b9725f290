package bucketpass.grant;

import bucketpass.caller.Caller;
import bucketpass.caller.Prefix;

/**
 * What a caller gets.
 *
 * @param prefix the caller's own, or one inside it
 */
public record Grant(Caller caller, Access access, Prefix prefix, Lifetime lifetime) {

  /**
   * @throws IllegalArgumentException if the prefix is not inside the caller's own
   */
  public Grant {
    if (!caller.prefix().contains(prefix)) {
      throw new IllegalArgumentException("a grant outside of the caller's prefix");
    }
  }
}
