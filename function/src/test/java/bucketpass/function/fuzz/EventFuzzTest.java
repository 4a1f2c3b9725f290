package bucketpass.function.fuzz;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as the event, beginning with those of {@code events/}. */
class EventFuzzTest {

  private static FuzzedFunction function;

  @BeforeAll
  static void start() {
    function = new FuzzedFunction(EventFuzzTest.class);
  }

  @AfterAll
  static void stop() {
    function.close();
  }

  static Stream<byte[]> events() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "events"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
          .map(EventFuzzTest::read);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @MethodSource("events")
  @FuzzTest
  void is_answered_or_refused(byte[] event) {
    function.call(event, prefix(event));
  }

  /** The prefix of whoever the authorizer says it is. */
  private static String prefix(byte[] event) {
    try {
      JsonObject authorizer = Json.read(event).object("requestContext").object("authorizer");
      return Stream.of(authorizer.object("jwt").object("claims"), authorizer.object("claims"))
          .flatMap(claims -> claims.text("sub").stream())
          .map(sub -> sub + "/")
          .findFirst()
          .orElse("nobody");
    } catch (IOException e) {
      return "nobody";
    }
  }
}
