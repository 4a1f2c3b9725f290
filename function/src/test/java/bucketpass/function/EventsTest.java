package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each event that {@code sam local invoke} can be given gets the answer its name promises. */
class EventsTest {

  private static final Path EVENTS = Path.of("..", "events");

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvFileSource(files = "../events/expected.csv", numLinesToSkip = 1)
  void answers_as_its_name_promises(
      String event, int status, String code, String access, String prefix) throws IOException {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      TestFunction function = new TestFunction(sts, Clock.systemUTC());

      TestFunction.Reply reply = function.call(Files.readString(EVENTS.resolve(event + ".json")));

      assertThat(reply.status()).isEqualTo(status);
      JsonObject body = reply.json();
      assertThat(body.text("code").orElse(null)).isEqualTo(code);
      assertThat(body.text("Access").orElse(null)).isEqualTo(access);
      assertThat(body.text("Prefix").orElse(null)).isEqualTo(prefix);
      assertThat(reply.headers().text("Cache-Control")).contains("no-store");
      assertThat(sts.calls()).hasSize(body.text("SecretAccessKey").isPresent() ? 1 : 0);
    }
  }

  @Test
  void every_event_is_in_the_table() throws IOException {
    List<String> table =
        Files.readAllLines(EVENTS.resolve("expected.csv")).stream()
            .skip(1)
            .map(line -> line.split(",", 2)[0] + ".json")
            .toList();
    try (var files = Files.list(EVENTS)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".json"))
          .containsExactlyInAnyOrderElementsOf(table);
    }
  }
}
