package bucketpass.function.faults;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.function.TestFunction.Reply;
import bucketpass.function.faults.FaultTrial.Phase;
import bucketpass.function.faults.FaultTrial.Struck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Every fault of STS in every phase: a defined answer within the function's deadline, a line in the
 * log that says which fault it was, and nothing of it left behind for the next request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTableTest {

  /**
   * What {@link bucketpass.function.TestFunction} gives a request, as Lambda would; then Lambda
   * would end it.
   */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Map<Fault, Map<Phase, Cell>> cells = new EnumMap<>(Fault.class);

  /** One run of one trial, with a request after the fault has passed. */
  private record Cell(Struck struck, Reply afterwards, List<String> log) {}

  /** All at once, since most of what there is to do is waiting. */
  @BeforeAll
  void strike() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(Fault.values().length);
    try {
      Map<Fault, Map<Phase, Future<Cell>>> runs = new EnumMap<>(Fault.class);
      for (Fault fault : Fault.values()) {
        for (Phase phase : Phase.values()) {
          runs.computeIfAbsent(fault, f -> new EnumMap<>(Phase.class))
              .put(phase, threads.submit(() -> run(fault, phase)));
        }
      }
      for (Fault fault : Fault.values()) {
        Map<Phase, Cell> row = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
          row.put(phase, runs.get(fault).get(phase).get());
        }
        cells.put(fault, row);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Cell run(Fault fault, Phase phase) throws Exception {
    try (FaultTrial trial = new FaultTrial()) {
      Struck struck = trial.strike(fault, phase);
      Reply afterwards = trial.ask("alice");
      return new Cell(struck, afterwards, trial.log());
    }
  }

  @ParameterizedTest(name = "{0} is answered by {1} {2}")
  @CsvFileSource(resources = "faults.csv")
  void each_fault_has_its_answer(
      Fault fault, int status, String code, String retried, String note) {
    cells
        .get(fault)
        .forEach(
            (phase, cell) -> {
              assertThat(cell.struck().reply().status()).as("%s", phase).isEqualTo(status);
              assertThat(cell.struck().reply().code()).as("%s", phase).isEqualTo(code);
              assertThat(cell.struck().reply().headers().text("Retry-After").isPresent())
                  .as("%s, whether to ask again", phase)
                  .isEqualTo(status == 503);
              assertThat(cell.struck().calls() > 1)
                  .as("%s, whether STS was asked again", phase)
                  .isEqualTo(retried.equals("yes"));
              assertThat(cell.struck().took()).as("%s", phase).isLessThan(DEADLINE);
              assertThat(cell.log())
                  .as("%s", phase)
                  .anyMatch(line -> line.contains("\"code\":\"" + code) && line.contains(note));
            });
  }

  @ParameterizedTest(name = "{0} leaves nothing behind")
  @CsvFileSource(resources = "faults.csv")
  void no_fault_is_remembered(Fault fault) {
    cells
        .get(fault)
        .forEach(
            (phase, cell) -> {
              assertThat(cell.afterwards().status()).as("%s", phase).isEqualTo(200);
              assertThat(cell.afterwards().json().text("AccessKeyId"))
                  .as("%s", phase)
                  .contains("ASIA_OF_alice");
            });
  }

  @ParameterizedTest(name = "{0} puts no secret in reply or log")
  @CsvFileSource(resources = "faults.csv")
  void no_fault_shows_a_secret(Fault fault) {
    cells
        .get(fault)
        .forEach(
            (phase, cell) -> {
              assertThat(cell.struck().reply().body()).doesNotContain("mallory", "-of-", "arn:");
              assertThat(String.join("\n", cell.log()))
                  .doesNotContain("secret-of", "token-of", "own-secret", "own-token")
                  .doesNotContain("AWS4-HMAC-SHA256", "Signature=", "eyJ");
            });
  }

  @AfterAll
  void print() {
    List<String> lines = new ArrayList<>();
    lines.add("%-28s %-23s %s".formatted("fault of STS", "answer", "phases: calls, milliseconds"));
    cells.forEach(
        (fault, row) -> {
          Map<String, List<String>> answers = new TreeMap<>();
          row.forEach(
              (phase, cell) ->
                  answers
                      .computeIfAbsent(
                          cell.struck().reply().status() + " " + cell.struck().reply().code(),
                          answer -> new ArrayList<>())
                      .add(
                          "%s %d, %d ms"
                              .formatted(
                                  phase, cell.struck().calls(), cell.struck().took().toMillis())));
          answers.forEach(
              (answer, phases) ->
                  lines.add("%-28s %-23s %s".formatted(fault, answer, String.join("; ", phases))));
        });
    System.out.println(String.join("\n", lines));
  }
}
