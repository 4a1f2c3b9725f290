package bucketpass.core.grant;

import bucketpass.core.place.Prefix;
import java.util.Set;

/**
 * A signed-in caller whose claims have all been checked.
 *
 * @param sub the issuer's name for the user: never changed, never given to another, of no promised
 *     format
 * @param prefix the part of the bucket that is the caller's own
 * @param groups the caller's groups, as the issuer states them
 */
public record Caller(String sub, Prefix prefix, Set<String> groups) {

  public Caller {
    groups = Set.copyOf(groups);
  }
}
