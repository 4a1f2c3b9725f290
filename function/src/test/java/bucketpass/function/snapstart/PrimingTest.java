package bucketpass.function.snapstart;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.Json;
import bucketpass.function.StubSts;
import bucketpass.function.TestEvents;
import bucketpass.function.TestFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts classes, not time, so that the machine's mood does not matter. */
class PrimingTest {

  /** Most of these send a request and read its body, which a canned response does not. */
  private static final int MAX_CLASSES = 25;

  private static final String PASSWORD = "password";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leaves_the_first_vend_next_to_nothing_to_load(boolean tls) throws Exception {
    try (StubSts sts = tls ? new StubSts(Clock.systemUTC(), keys()) : plain()) {
      int unprimed = classesLoadedByAVend(sts, "unprimed");
      int primed = classesLoadedByAVend(sts, "primed");
      System.out.printf(
          "classes the first vend loads, %s: %d, primed %d%n",
          sts.uri().getScheme(), unprimed, primed);
      assertThat(primed).isLessThan(MAX_CLASSES);
      assertThat(unprimed).isGreaterThan(MAX_CLASSES);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void asks_sts_for_nothing(boolean tls) throws Exception {
    try (StubSts sts = tls ? new StubSts(Clock.systemUTC(), keys()) : plain()) {
      vend(sts, "primed");
      assertThat(sts.calls()).as("the one vend that was asked for").hasSize(1);
    }
  }

  @Test
  void goes_on_where_sts_is_not_reached() throws Exception {
    try (StubSts untrusted = new StubSts(Clock.systemUTC(), keys())) {
      Files.delete(keyStore());

      assertThat(vend(untrusted, "primed")).contains("StsUnavailable");
    }
  }

  private static StubSts plain() {
    return new StubSts(Clock.systemUTC());
  }

  private int classesLoadedByAVend(StubSts sts, String how) throws Exception {
    String printed = vend(sts, how);
    assertThat(printed).contains("\"statusCode\":200").contains("AccessKeyId");
    return Integer.parseInt(printed.substring(0, printed.indexOf(' ')));
  }

  private String vend(StubSts sts, String how) throws IOException, InterruptedException {
    String event = Json.write(TestEvents.vend(TestEvents.claims(Map.of())));
    List<String> command = new ArrayList<>();
    command.add(java("java"));
    if (Files.exists(keyStore())) {
      command.add("-Djavax.net.ssl.trustStore=" + keyStore());
      command.add("-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(Arrays.asList(PrimedVend.class.getName(), how, event));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(TestFunction.environment(sts));
    builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit status; printed: %s", printed).isZero();
    return printed;
  }

  /** New ones, which the function's JVM is told to trust. */
  private SSLContext keys() throws Exception {
    Process keytool =
        new ProcessBuilder(
                java("keytool"),
                "-genkeypair",
                "-alias",
                "sts",
                "-keyalg",
                "EC",
                "-dname",
                "CN=sts",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                keyStore().toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String printed = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(printed).isZero();
    KeyStore store = KeyStore.getInstance(keyStore().toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private Path keyStore() {
    return folder.resolve("sts.p12");
  }

  private static String java(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }
}
