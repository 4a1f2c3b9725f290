package bucketpass.local.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * There is one way to deploy, with the answers in a file of the user's own. A second way, such as
 * one {@code --parameter-overrides}, would be undone by the next deployment without a word.
 */
class DeployCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern COMMAND =
      Pattern.compile("(?<!plain `)sam (?:deploy|delete)[^`\n]*");
  private static final Pattern ONE_WAY =
      Pattern.compile("sam (?:deploy(?: --guided)?|delete) --config-file samconfig\\.local\\.toml");
  private static final Pattern OVERRIDE = Pattern.compile(".*--parameter-overrides.*");

  @ParameterizedTest
  @MethodSource("pages")
  void every_page_deploys_with_the_file_of_answers(Path page) throws IOException {
    String text = Files.readString(page, UTF_8).replace("\\\n", " ");

    assertThat(COMMAND.matcher(text).results().map(one -> one.group().strip()))
        .allMatch(ONE_WAY.asMatchPredicate());
    assertThat(OVERRIDE.matcher(text).results().map(one -> one.group()))
        .allMatch(line -> line.contains("sam build "));
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> root = Files.list(ROOT)) {
      return Stream.concat(docs, root).filter(page -> page.toString().endsWith(".md")).toList();
    }
  }

  @Test
  void git_ignores_the_answers_and_tracks_their_example() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve(".gitignore"), UTF_8))
        .contains("samconfig.local.toml");
    assertThat(ROOT.resolve("samconfig.example.toml")).isRegularFile();
  }

  /** So a deployment without the answers stops, since SAM demands a name. */
  @Test
  void the_tracked_file_names_no_stack() throws IOException {
    assertThat(Files.readString(ROOT.resolve("samconfig.toml"), UTF_8))
        .doesNotContain("stack_name", "[default.deploy");
  }
}
