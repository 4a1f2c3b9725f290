package bucketpass.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What a further test needs and a plain machine may lack: a test that needs it says so here first.
 *
 * <p>Where it is missing the test is skipped with a line that says what was missing; with {@code
 * BUCKETPASS_REQUIRE_ALL=1}, as CI sets it, the test fails instead, so that a skipped test is never
 * taken for a passed one.
 */
public final class TestRequirement {

  private TestRequirement() {}

  /**
   * Finds a program on the search path.
   *
   * @return the program's path
   * @throws TestAbortedException where it is absent and nothing is required
   * @throws AssertionFailedError where it is absent and {@code BUCKETPASS_REQUIRE_ALL=1}
   */
  public static Path program(String name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  /**
   * Holds a test to a condition that only some machines meet.
   *
   * @param what completes "needs …"
   */
  public static void that(boolean met, String what) {
    if (!met) {
      throw missing(what);
    }
  }

  private static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Throws in either case; declared to return, so that it can stand behind {@code orElseThrow}. */
  private static TestAbortedException missing(String what) {
    if ("1".equals(System.getenv("BUCKETPASS_REQUIRE_ALL"))) {
      throw new AssertionFailedError("needs " + what + ", and BUCKETPASS_REQUIRE_ALL=1");
    }
    System.out.println("skipped: needs " + what);
    return new TestAbortedException("skipped: needs " + what);
  }
}
