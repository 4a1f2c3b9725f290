package bucketpass.cli.console;

/** Text for a POSIX shell. */
final class ShellQuoting {

  private ShellQuoting() {}

  /** The text as one word, whatever is in it. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
