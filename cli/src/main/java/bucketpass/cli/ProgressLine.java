package bucketpass.cli;

import java.io.PrintStream;

/** A count that rewrites its own line on stderr, and is silent where nobody watches it. */
final class ProgressLine {

  /** Set by the script: Java alone cannot tell whether stderr is a terminal and stdout is none. */
  static final String WATCHED = "bucketpass.progress";

  // Not picocli's, which escapes the carriage return that rewrites the line.
  private final PrintStream err = System.err;
  private final boolean watched = Boolean.getBoolean(WATCHED);
  private long count;

  void add(int keys) {
    count += keys;
    if (watched) {
      err.printf("\r%,d keys", count);
      err.flush();
    }
  }

  long count() {
    return count;
  }

  void end() {
    if (watched) {
      err.println();
    }
  }
}
