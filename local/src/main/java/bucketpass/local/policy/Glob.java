package bucketpass.local.policy;

import java.util.stream.IntStream;

/**
 * A pattern without variables: code points, and wildcards as negative numbers.
 *
 * <p>Matched by following all positions at once, so that no pattern takes more than its length
 * times the text's; a backtracking matcher takes minutes for {@code *a*a*a*b}.
 */
final class Glob {
  /** Any text. */
  static final int RUN = -1;

  /** Any one character. */
  static final int ONE = -2;

  /** Any text without a colon. */
  static final int RUN_IN_SEGMENT = -3;

  /** Any one character but a colon. */
  static final int ONE_IN_SEGMENT = -4;

  private final int[] symbols;

  Glob(int[] symbols) {
    this.symbols = symbols;
  }

  boolean matches(String text) {
    return matches(text.codePoints().toArray());
  }

  boolean matchesIgnoringCase(String text) {
    int[] lower = IntStream.of(symbols).map(Character::toLowerCase).toArray();
    return new Glob(lower).matches(text.codePoints().map(Character::toLowerCase).toArray());
  }

  private boolean matches(int[] characters) {
    boolean[] at = new boolean[symbols.length + 1];
    at[0] = true;
    skipRuns(at);
    for (int character : characters) {
      step(at, character);
      skipRuns(at);
    }
    return at[symbols.length];
  }

  /**
   * From the last position to the first, so that no position is advanced twice by one character.
   */
  private void step(boolean[] at, int character) {
    at[symbols.length] = false;
    for (int i = symbols.length - 1; i >= 0; i--) {
      if (!at[i] || !accepts(symbols[i], character)) {
        at[i] = false;
      } else if (!isRun(symbols[i])) {
        at[i] = false;
        at[i + 1] = true;
      }
    }
  }

  private void skipRuns(boolean[] at) {
    for (int i = 0; i < symbols.length; i++) {
      if (at[i] && isRun(symbols[i])) {
        at[i + 1] = true;
      }
    }
  }

  private static boolean isRun(int symbol) {
    return symbol == RUN || symbol == RUN_IN_SEGMENT;
  }

  private static boolean accepts(int symbol, int character) {
    return switch (symbol) {
      case RUN, ONE -> true;
      case RUN_IN_SEGMENT, ONE_IN_SEGMENT -> character != ':';
      default -> symbol == character;
    };
  }
}
