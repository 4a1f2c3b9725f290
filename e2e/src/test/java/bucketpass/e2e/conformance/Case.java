package bucketpass.e2e.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One operation on one key by one session, and what must come of it.
 *
 * @param says what the case shows
 * @param lock which of the two locks is shut: both, or one with the other wide open
 * @param key with its placeholders filled
 * @param from what a copy reads
 * @param expect {@code ok}, {@code denied} or {@code exists}
 * @param source the line, for what a target says of it
 */
record Case(
    String says,
    String lock,
    String access,
    String operation,
    String key,
    Optional<String> from,
    String expect,
    JsonNode source) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All cases, for two callers whose names nobody else has. */
  static Stream<Case> all(Callers callers) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Case.class.getResourceAsStream("cases.jsonl"), StandardCharsets.UTF_8))) {
      return lines.lines().toList().stream().flatMap(line -> expand(line, callers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Case> expand(String line, Callers callers) {
    try {
      JsonNode source = JSON.readTree(line);
      return StreamSupport.stream(source.get("ops").spliterator(), false)
          .map(
              operation ->
                  new Case(
                      source.get("says").asText(),
                      source.path("lock").asText("both"),
                      source.get("access").asText(),
                      operation.asText(),
                      callers.fill(source.get("key").asText()),
                      Optional.ofNullable(source.get("from"))
                          .map(from -> callers.fill(from.asText())),
                      source.get("expect").asText(),
                      source));
    } catch (IOException e) {
      throw new UncheckedIOException("not a case: " + line, e);
    }
  }

  /** Why the line itself keeps a target from judging it. */
  Optional<String> notJudgedBy(String target) {
    return Optional.ofNullable(source.path("not").get(target)).map(JsonNode::asText);
  }

  /** The case in one line. */
  String title() {
    return "%s: %s %s%s, %s lock → %s"
        .formatted(says, access, operation, key.isEmpty() ? "" : " " + key, lock, expect);
  }

  /** The names of the caller whose session it is, and of another caller. */
  record Callers(String name, String other) {

    /** Two names that begin alike, as siblings do. */
    static Callers of(String run) {
      return new Callers("conformance-" + run + "-alice", "conformance-" + run + "-bob");
    }

    String own() {
      return name + "/";
    }

    private String fill(String text) {
      return text.replace("{own}", own())
          .replace("{name}", name)
          .replace("{NAME}", name.toUpperCase(Locale.ROOT))
          .replace("{short}", name.substring(0, name.length() - 2))
          .replace("{othername}", other)
          .replace("{other}", other + "/");
    }
  }
}
