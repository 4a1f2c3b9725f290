package bucketpass.core.grant;

import java.util.Optional;

/** What a caller asked for, as text and unchecked; each part may be left out. */
public record GrantRequest(
    Optional<String> access, Optional<String> prefix, Optional<String> duration) {

  /** Asks for the most that the caller may have. */
  public static final GrantRequest FOR_THE_MOST =
      new GrantRequest(Optional.empty(), Optional.empty(), Optional.empty());
}
