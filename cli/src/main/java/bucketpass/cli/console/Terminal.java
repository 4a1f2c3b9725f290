package bucketpass.cli.console;

/**
 * Text of others on a terminal. A key's name or an API's message may hold escape sequences that
 * move the cursor, change the window's title or hide what stands before them.
 */
public final class Terminal {

  /** Set by the script, since Java on its own cannot tell whether stdout is a terminal. */
  static final String PROPERTY = "bucketpass.terminal";

  private Terminal() {}

  /** Returns whether the script has found that stdout is a terminal. */
  public static boolean isTerminal() {
    return Boolean.getBoolean(PROPERTY);
  }

  /**
   * Returns the text with every character escaped that a terminal obeys or does not show: C0, DEL
   * and C1 controls, line and paragraph separators, and format characters such as the bidirectional
   * overrides. The form is JSON's, so that JSON stays the same JSON.
   */
  public static String escape(String text) {
    return escape(text, "");
  }

  /**
   * Escapes the text.
   *
   * @param kept control characters that are left as they are
   */
  public static String escape(String text, String kept) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (isObeyed(character) && kept.indexOf(character) < 0) {
                for (char unit : Character.toChars(character)) {
                  escaped.append("\\u%04x".formatted((int) unit));
                }
              } else {
                escaped.appendCodePoint(character);
              }
            });
    return escaped.toString();
  }

  private static boolean isObeyed(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
