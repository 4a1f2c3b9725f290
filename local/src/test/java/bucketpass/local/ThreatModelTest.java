package bucketpass.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the threat model says that a test shows, a test of that name shows. */
class ThreatModelTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAME = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

  @Test
  void every_invariant_names_tests_that_exist() throws IOException {
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/threat-model.md")).stream()
            .dropWhile(line -> !line.equals("## Invariants"))
            .takeWhile(line -> !line.equals("## What is out of scope"))
            .filter(line -> line.startsWith("| ") && !line.startsWith("| What holds"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(10);
    for (String row : rows) {
      List<MatchResult> named = NAME.matcher(row).results().toList();
      assertThat(named).as(row).isNotEmpty();
      for (MatchResult test : named) {
        assertThat(source(test.group(1)))
            .as(test.group())
            .containsPattern("@(Test|TestFactory|ParameterizedTest|Property|FuzzTest)\\b")
            .contains(test.group(2) == null ? "" : " " + test.group(2) + "(");
      }
    }
  }

  private static String source(String test) throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.map(m -> m.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            var found = files.filter(file -> file.endsWith(test + ".java")).findFirst();
            if (found.isPresent()) {
              return Files.readString(found.get());
            }
          }
        }
      }
    }
    throw new AssertionError("no such test: " + test);
  }
}
