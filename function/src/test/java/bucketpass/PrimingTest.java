package bucketpass;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counts classes, not time, so that the machine's mood does not matter. */
class PrimingTest {

  private static final int MAX_CLASSES = 20;

  @Test
  void leaves_the_first_vend_next_to_nothing_to_load() throws Exception {
    int unprimed = classesLoadedByAVend("unprimed");
    int primed = classesLoadedByAVend("primed");
    System.out.println("classes the first vend loads: " + unprimed + ", primed " + primed);
    assertThat(primed).isLessThan(MAX_CLASSES);
    assertThat(unprimed).isGreaterThan(MAX_CLASSES);
  }

  @Test
  void asks_sts_for_nothing() throws Exception {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      vend(sts, "primed");
      assertThat(sts.calls()).as("the one vend that was asked for").hasSize(1);
    }
  }

  private static int classesLoadedByAVend(String how) throws Exception {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      String printed = vend(sts, how);
      assertThat(printed).contains("\"statusCode\":200").contains("AccessKeyId");
      return Integer.parseInt(printed.substring(0, printed.indexOf(' ')));
    }
  }

  private static String vend(StubSts sts, String how) throws IOException, InterruptedException {
    String event = Json.write(Events.vend(Events.claims(Map.of())));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(Arrays.asList(PrimedVend.class.getName(), how, event));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(Function.environment(sts));
    builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit status; printed: %s", printed).isZero();
    return printed;
  }
}
