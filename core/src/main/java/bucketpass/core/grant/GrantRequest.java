package bucketpass.core.grant;

import java.util.Optional;

/** A caller's request for a grant, as unchecked text. Each part is optional. */
public record GrantRequest(
    Optional<String> access, Optional<String> prefix, Optional<String> duration) {

  /** Asks for the most that the caller may have. */
  public static final GrantRequest FOR_THE_MOST =
      new GrantRequest(Optional.empty(), Optional.empty(), Optional.empty());
}
