package bucketpass.e2e.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import bucketpass.testkit.TestRequirement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case on every target that can judge it; the figures are printed at the end. */
class ConformanceTest {
  private static final Map<String, Tally> TALLIES = new TreeMap<>();

  /** What became of the cases on one target. */
  private static final class Tally {
    private int passed;
    private int failed;
    private int notJudged;
    private final Set<String> reasons = new TreeSet<>();
  }

  @TestFactory
  Stream<DynamicTest> local() {
    Case.Callers callers = callers();
    return judged(callers, one -> new LocalTarget(callers, one.lock().equals("session")));
  }

  @TestFactory
  Stream<DynamicTest> minio() {
    Path minio = TestRequirement.program("minio");
    Case.Callers callers = callers();
    return judged(callers, one -> new MinioTarget(minio, callers));
  }

  @TestFactory
  Stream<DynamicTest> aws() {
    return Optional.ofNullable(System.getProperty("stack"))
        .map(
            stack -> {
              Case.Callers callers = callers();
              return judged(
                  callers,
                  one ->
                      new StackTarget(
                          stack,
                          callers,
                          AwsCli.ofTheUser(),
                          Optional.ofNullable(System.getProperty("otherBucket"))));
            })
        .orElseGet(Stream::of);
  }

  private static Case.Callers callers() {
    return Case.Callers.of(UUID.randomUUID().toString().substring(0, 8));
  }

  /** One target for all cases that open the same locks: starting one takes its time. */
  private static Stream<DynamicTest> judged(Case.Callers callers, Function<Case, Target> start) {
    Map<Boolean, Target> started = new TreeMap<>();
    List<Case> cases = Case.all(callers).toList();
    return cases.stream()
        .map(
            one ->
                dynamicTest(
                    one.title(),
                    () ->
                        judge(
                            started.computeIfAbsent(
                                one.lock().equals("session"), wide -> start.apply(one)),
                            one)))
        .onClose(() -> started.values().forEach(Target::close));
  }

  private static void judge(Target target, Case one) {
    Tally tally = TALLIES.computeIfAbsent(target.name(), name -> new Tally());
    Optional<String> reason = one.notJudgedBy(target.name()).or(() -> target.cannotJudge(one));
    if (reason.isPresent()) {
      tally.notJudged++;
      tally.reasons.add(reason.get());
      return;
    }
    try {
      new Judge(target).judge(one);
      tally.passed++;
    } catch (AssertionError | RuntimeException e) {
      tally.failed++;
      throw e;
    }
  }

  @AfterAll
  static void report() {
    TALLIES.forEach(
        (name, tally) -> {
          System.out.printf(
              "conformance %s: %d passed, %d not judged, %d failed%n",
              name, tally.passed, tally.notJudged, tally.failed);
          tally.reasons.forEach(
              reason -> System.out.printf("  not judged by %s: %s%n", name, reason));
        });
  }
}
