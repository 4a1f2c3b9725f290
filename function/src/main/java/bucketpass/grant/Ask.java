package bucketpass.grant;

import java.util.Optional;

/** What a caller asked for, as text and unchecked; each part may be left out. */
public record Ask(Optional<String> access, Optional<String> prefix, Optional<String> duration) {

  /** Asks for the most that the caller may have. */
  public static final Ask FOR_THE_MOST =
      new Ask(Optional.empty(), Optional.empty(), Optional.empty());
}
