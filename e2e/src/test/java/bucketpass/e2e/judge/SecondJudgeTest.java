package bucketpass.e2e.judge;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.policy.PolicyDecision;
import bucketpass.local.template.ResolvedTemplate;
import bucketpass.testkit.TestRequirement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where our evaluator and another differ, one of them is wrong. How many questions: {@code
 * -Dbucketpass.tries}, 300 by default.
 */
class SecondJudgeTest {
  private static final int TRIES = Integer.getInteger("bucketpass.tries", 300);
  private static final long SEED = Long.getLong("bucketpass.seed", System.nanoTime());

  private static final int QUESTIONS_OF_ONE = 4;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path directory;

  @Test
  void agrees_on_the_policies_of_the_function() throws IOException {
    agree("the function's policies", Questions::ofTheFunction);
  }

  @Test
  void agrees_on_any_policy() throws IOException {
    agree("any policy", Questions::ofAnyPolicy);
  }

  @Test
  void agrees_on_the_policy_of_the_deployed_role() throws IOException {
    ResolvedTemplate template = ResolvedTemplate.read(Path.of("..", "template.yaml"), Map.of());
    String policy = template.vendedRole().policies().get("OwnPrefix").json();
    agree("the role's policy", questions -> questions.ofTheRole(policy, template.bucketName()));
  }

  /** {@code bucketpass.policies} names the file to which the properties wrote theirs. */
  @Test
  void agrees_on_every_policy_that_the_properties_produced() throws IOException {
    String file = System.getProperty("bucketpass.policies", "");
    TestRequirement.that(
        Files.isRegularFile(Path.of(file)), "-Dbucketpass.policies, as .ci sets it");
    List<String> produced = Files.readAllLines(Path.of(file)).stream().distinct().toList();
    Questions source = new Questions(SEED);
    List<Question> questions = new ArrayList<>();
    for (String line : produced) {
      JsonNode policy = JSON.readTree(line);
      for (int i = 0; i < QUESTIONS_OF_ONE; i++) {
        questions.add(source.near(policy.get("policy").toString(), policy.get("prefix").asText()));
      }
    }
    agree("the properties' %d policies".formatted(produced.size()), questions);
  }

  private void agree(String about, Function<Questions, Question> next) throws IOException {
    Questions source = new Questions(SEED);
    agree(about, Stream.generate(() -> next.apply(source)).limit(TRIES).toList());
  }

  private void agree(String about, List<Question> questions) throws IOException {
    List<PolicyDecision> theirs = SecondJudge.find().decide(questions, directory);
    assertThat(theirs).hasSameSizeAs(questions);
    Map<PolicyDecision, Integer> counts = new EnumMap<>(PolicyDecision.class);
    for (int i = 0; i < questions.size(); i++) {
      PolicyDecision ours = questions.get(i).ours();
      assertThat(ours).as("seed %d: %s", SEED, questions.get(i)).isEqualTo(theirs.get(i));
      counts.merge(ours, 1, Integer::sum);
    }
    System.out.printf("second judge, %s: %d alike %s%n", about, questions.size(), counts);
    assertThat(counts).containsKeys(PolicyDecision.ALLOW, PolicyDecision.IMPLICIT_DENY);
  }
}
