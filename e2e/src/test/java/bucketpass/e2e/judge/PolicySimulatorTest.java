package bucketpass.e2e.judge;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.e2e.conformance.AwsCli;
import bucketpass.e2e.conformance.StackHere;
import bucketpass.local.template.ResolvedTemplate;
import bucketpass.testkit.TestRequirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** AWS as a judge of our evaluator. */
class PolicySimulatorTest {
  private static final long SEED = Long.getLong("bucketpass.seed", System.nanoTime());

  /** A command each, of about a second. */
  private static final int QUESTIONS = 50;

  @Test
  @EnabledIfSystemProperty(
      named = "stack",
      matches = ".+",
      disabledReason = "needs an AWS account: -Paws -Dstack=NAME")
  void agrees_on_the_policies_of_the_function_and_of_its_role() {
    agree(AwsCli.ofTheUser(), QUESTIONS);
  }

  /** That it is asked in its own words; what answers here is our own evaluator. */
  @Test
  void is_asked_as_the_command_line_wants_it() throws IOException {
    TestRequirement.program("aws");
    try (StackHere here = new StackHere()) {
      agree(here.user(), 2);
    }
  }

  private static void agree(AwsCli aws, int most) {
    ResolvedTemplate template = ResolvedTemplate.read(Path.of("..", "template.yaml"), Map.of());
    String role = template.vendedRole().policies().get("OwnPrefix").json();
    PolicySimulator simulator = new PolicySimulator(aws);
    Questions questions = new Questions(SEED);
    Stream.concat(
            Stream.generate(questions::ofTheFunction).limit(most),
            Stream.generate(() -> questions.ofTheRole(role, template.bucketName())).limit(most))
        .forEach(
            question ->
                assertThat(question.ours())
                    .as("seed %d: %s", SEED, question)
                    .isEqualTo(simulator.decide(question)));
  }
}
