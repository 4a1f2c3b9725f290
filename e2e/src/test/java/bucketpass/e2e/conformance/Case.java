package bucketpass.e2e.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One operation on one key by one session, and what must come of it.
 *
 * @param says what the case shows
 * @param lock which of the two locks is shut: both, or one with the other wide open
 * @param prefix of the session, with its placeholders filled, like the key
 * @param from what a copy reads
 * @param expect {@code ok}, {@code denied}, {@code exists} or an error's code
 * @param source the line, for what a target says of it
 */
record Case(
    String says,
    String lock,
    String access,
    String operation,
    String prefix,
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
      Map<String, List<String>> groups = new HashMap<>();
      return lines
          .lines()
          .map(Case::parse)
          .filter(source -> !isGroup(source, groups))
          .toList()
          .stream()
          .flatMap(source -> expand(source, groups, callers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not a case: " + line, e);
    }
  }

  /** A line may name operations that later lines try together. */
  private static boolean isGroup(JsonNode source, Map<String, List<String>> groups) {
    if (source.has("group")) {
      groups.put("@" + source.get("group").asText(), operations(source));
    }
    return source.has("group");
  }

  private static List<String> operations(JsonNode source) {
    return StreamSupport.stream(source.get("ops").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static Stream<Case> expand(
      JsonNode source, Map<String, List<String>> groups, Callers callers) {
    return operations(source).stream()
        .flatMap(name -> groups.getOrDefault(name, List.of(name)).stream())
        .map(
            operation ->
                new Case(
                    source.get("says").asText(),
                    source.path("lock").asText("both"),
                    source.get("access").asText(),
                    operation,
                    callers.fill(source.path("prefix").asText("{own}")),
                    callers.fill(source.get("key").asText()),
                    Optional.ofNullable(source.get("from"))
                        .map(from -> callers.fill(from.asText())),
                    source.get("expect").asText(),
                    source));
  }

  /** Why the line itself keeps a target from judging it, with all its operations or this one. */
  Optional<String> notJudgedBy(String target) {
    JsonNode reason = source.path("not").path(target);
    return Optional.of(reason.isTextual() ? reason : reason.path(operation))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }

  /** What must come of it on a target that refuses in its own words. */
  String expectOf(String target) {
    return source.path("expectOf").path(target).asText(expect);
  }

  /** The case in one line. */
  String title() {
    return "%s: %s %s%s, %s lock → %s"
        .formatted(says, access, operation, key.isEmpty() ? "" : " " + key, lock, expect);
  }

  /**
   * The names of the caller whose session it is, and of another caller.
   *
   * @param run what both begin with
   */
  record Callers(String run, String name, String other) {

    /** Two names that begin alike, as siblings do. */
    static Callers of(String run) {
      String start = "conformance-" + run + "-";
      return new Callers(start, start + "alice", start + "bob");
    }

    /** What the keys begin with that cases write; the names are nobody's else. */
    List<String> written() {
      return List.of(run, run.toUpperCase(Locale.ROOT), "/" + run, "*/" + run);
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
