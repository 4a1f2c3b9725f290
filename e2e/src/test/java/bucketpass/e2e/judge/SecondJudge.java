package bucketpass.e2e.judge;

import bucketpass.local.policy.PolicyDecision;
import bucketpass.testkit.TestRequirement;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An evaluator of IAM policies that is not ours: {@code @cloud-copilot/iam-simulate}, on Node. */
final class SecondJudge {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path node;
  private final Path folder;

  private SecondJudge(Path node, Path folder) {
    this.node = node;
    this.folder = folder;
  }

  /** The judge that {@code BUCKETPASS_JUDGE} names: a copy of {@code e2e/judge}, installed. */
  static SecondJudge find() {
    String folder = System.getenv().getOrDefault("BUCKETPASS_JUDGE", "");
    TestRequirement.that(
        Files.isDirectory(Path.of(folder, "node_modules")), "BUCKETPASS_JUDGE, as .ci sets it");
    return new SecondJudge(TestRequirement.program("node"), Path.of(folder));
  }

  List<PolicyDecision> decide(List<Question> questions, Path directory) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Question question : questions) {
      lines.add(JSON.writeValueAsString(question.toJson()));
    }
    Path input = Files.write(directory.resolve("questions.jsonl"), lines);
    Path output = directory.resolve("answers.txt");
    Process process =
        new ProcessBuilder(node.toString(), folder.resolve("judge.mjs").toString())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the second judge ended with " + process.exitValue());
      }
    } catch (InterruptedException stopped) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
    return Files.readAllLines(output).stream().map(PolicyDecision::valueOf).toList();
  }
}
