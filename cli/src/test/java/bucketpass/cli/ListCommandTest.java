package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.console.PrettyJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListCommandTest {

  /** In the order that S3 lists them: that of their UTF-8. */
  private static final List<String> KEYS =
      List.of(
          "a/ leading space",
          "a/\"quoted\", and with a comma",
          "a/=1+2",
          "a/line\nbreak",
          "a/tab\tin it",
          "a/ü 日本");

  private static StubbedLocalAws aws;

  @BeforeAll
  static void start() {
    aws = new StubbedLocalAws();
    KEYS.forEach(key -> aws.put(key, "content of " + key));
    aws.put("b/other", "other");
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @Test
  void lists_every_key_as_a_json_array() {
    JsonNode rows = PrettyJson.read(list().out(), "the listing");

    assertThat(rows.findValuesAsText("Key")).hasSize(KEYS.size() + 1).contains("b/other");
  }

  @Test
  void lists_what_is_under_a_prefix() {
    JsonNode rows = PrettyJson.read(list("--prefix", "a/").out(), "the listing");

    assertThat(rows.findValuesAsText("Key")).isEqualTo(KEYS);
    assertThat(rows.get(0).fieldNames())
        .toIterable()
        .contains("Key", "LastModified", "ETag", "Size", "StorageClass")
        .doesNotContain("URL");
    assertThat(rows.get(0).get("Size").asInt()).isEqualTo("content of a/ leading space".length());
    assertThat(rows.get(0).get("LastModified").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
  }

  @Test
  void lists_nothing_as_an_empty_array() {
    assertThat(list("--prefix", "none/").out().strip()).isEqualTo("[]");
  }

  @Test
  void lists_one_json_object_a_line() {
    List<String> keys =
        list("--prefix", "a/", "--nl")
            .out()
            .lines()
            .map(line -> PrettyJson.read(line, "the line").get("Key").asText())
            .toList();

    assertThat(keys).isEqualTo(KEYS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nl", "--csv", "--tsv", "--prefix=a/"})
  void ends_its_last_line_once(String option) {
    assertThat(list(option).out()).endsWith("\n").doesNotEndWith("\n\n");
  }

  @ParameterizedTest
  @CsvSource({"--csv, ','", "--tsv, '\t'"})
  void lists_separated_values_that_read_back_as_they_were(String option, char separator)
      throws IOException {
    CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(separator);
    List<String> keys = new ArrayList<>();
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(schema)
            .readValues(list("--prefix", "a/", option).out())) {
      rows.forEachRemaining(row -> keys.add(row.get("Key")));
    }

    assertThat(keys).isEqualTo(KEYS);
  }

  @Test
  void gives_urls_that_anyone_can_get() throws IOException {
    JsonNode rows = PrettyJson.read(list("--prefix", "a/", "--urls").out(), "the listing");

    for (int i = 0; i < KEYS.size(); i++) {
      URI url = URI.create(rows.get(i).get("URL").asText());
      assertThat(url.toURL().openStream()).hasContent("content of " + KEYS.get(i));
    }
  }

  @Test
  void says_in_one_line_what_s3_refused() {
    CommandRun run = aws.s3("list", "another-bucket");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("bucketpass: S3 refused: AccessDenied").hasLineCount(1);
  }

  @Test
  void asks_for_the_bucket() {
    assertThat(aws.s3("list"))
        .isEqualTo(
            new CommandRun(
                2,
                "",
                "bucketpass: Missing required parameter: 'BUCKET' (see bucketpass list --help)\n"));
  }

  @Test
  void says_who_the_operator_is() {
    CommandRun run = aws.sts("whoami");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(PrettyJson.read(run.out(), "the identity").get("Account").asText())
        .isEqualTo("123456789012");
  }

  private static CommandRun list(String... options) {
    List<String> args = new ArrayList<>(List.of("list", aws.bucket()));
    args.addAll(List.of(options));
    CommandRun run = aws.s3(args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }
}
