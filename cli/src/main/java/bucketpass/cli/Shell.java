package bucketpass.cli;

/** Text for a POSIX shell. */
final class Shell {

  private Shell() {}

  /** The text as one word, whatever is in it. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
