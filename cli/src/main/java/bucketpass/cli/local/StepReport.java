package bucketpass.cli.local;

import bucketpass.cli.console.ErrorMessages;
import java.io.PrintWriter;

/**
 * Tells step by step what happened and what was seen of it. A step that did not go as it should is
 * told as well, and makes the story one that failed.
 */
final class StepReport {

  /** What shall happen in a step. */
  @FunctionalInterface
  interface Step {
    /**
     * @return what was seen
     * @throws Exception where it was not what it should be
     */
    String happen() throws Exception;
  }

  /** A step ended otherwise than it should. */
  static final class Otherwise extends Exception {
    private static final long serialVersionUID = 1L;

    Otherwise(String seen) {
      super(seen);
    }
  }

  private final PrintWriter out;
  private int told;
  private int failed;

  StepReport(PrintWriter out) {
    this.out = out;
  }

  /** Begins a part of the story. */
  void part(String heading) {
    out.printf("%n%s%n", heading);
  }

  void tell(String step, Step how) {
    told++;
    try {
      line("✓", step, how.happen());
    } catch (Otherwise e) {
      failed++;
      line("✗", step, e.getMessage());
    } catch (Exception e) {
      failed++;
      line("✗", step, ErrorMessages.of(e));
    }
  }

  int told() {
    return told;
  }

  int failed() {
    return failed;
  }

  static void expect(boolean condition, String otherwise) throws Otherwise {
    if (!condition) {
      throw new Otherwise(otherwise);
    }
  }

  private void line(String mark, String step, String seen) {
    out.printf(" %s %-33s %s%n", mark, step, seen);
  }
}
