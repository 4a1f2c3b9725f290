package bucketpass.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.testkit.TestRequirement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEqualityTest {

  /** What DESIGN adds where writing is allowed, for the multipart uploads of browsers. */
  private static final Set<String> ADDED =
      Set.of(
          "Allow [\"s3:AbortMultipartUpload\",\"s3:ListMultipartUploadParts\"]"
              + " [\"arn:aws:s3:::name-of-bucket/user1410/*\"] ");

  @ParameterizedTest
  @CsvSource({"--read-only, false", "--write-only, true", "'', true"})
  void is_what_s3_credentials_writes_but_for_what_is_added(String access, boolean writes)
      throws IOException, InterruptedException {
    TestRequirement.program("s3-credentials");
    Set<String> theirs =
        statements("s3-credentials policy name-of-bucket --prefix user1410/ " + access);
    Set<String> ours =
        statements("./bucketpass policy --bucket name-of-bucket --prefix user1410/ " + access);

    assertThat(ours).containsAll(theirs);
    ours.removeAll(theirs);
    assertThat(ours).isEqualTo(writes ? ADDED : Set.of());
  }

  private static Set<String> statements(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", command).directory(Shell.ROOT.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command).isZero();
    Set<String> statements = new HashSet<>();
    for (JsonNode statement : new ObjectMapper().readTree(out).get("Statement")) {
      statements.add(
          String.join(
              " ",
              statement.get("Effect").asText(),
              sorted(statement.get("Action")),
              statement.get("Resource").toString(),
              statement.path("Condition").toString()));
    }
    return statements;
  }

  private static String sorted(JsonNode actions) {
    List<String> quoted = new java.util.ArrayList<>();
    actions.forEach(action -> quoted.add(action.toString()));
    return "[" + String.join(",", new TreeSet<>(quoted)) + "]";
  }
}
