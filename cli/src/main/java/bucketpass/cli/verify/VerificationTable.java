package bucketpass.cli.verify;

import bucketpass.cli.console.Terminal;
import java.io.PrintWriter;

/** The rows of a verification, printed as they come: what was expected and what was seen. */
final class VerificationTable {

  private static final String ROW = "%-4s %-22s %-44s %-9s %s%n";

  private final PrintWriter out;
  private int rows;
  private int differences;

  VerificationTable(PrintWriter out) {
    this.out = out;
    out.printf(ROW, "", "WITH", "TRIED", "EXPECTED", "SEEN");
  }

  void row(String with, String tried, Object expected, Object seen) {
    boolean same = expected.toString().equals(seen.toString());
    rows++;
    differences += same ? 0 : 1;
    out.printf(
        ROW,
        same ? "ok" : "DIFF",
        with,
        Terminal.escape(tried),
        expected,
        Terminal.escape(seen.toString()));
    out.flush();
  }

  /** Prints a line below the rows. */
  void note(String text) {
    out.println(text);
  }

  /** Says how it ended, and gives the exit code. */
  int end() {
    out.printf("%d of %d as expected%n", rows - differences, rows);
    return differences == 0 ? 0 : 1;
  }
}
