package bucketpass.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The template against its earlier version: an update must not replace what holds callers' files
 * and names. {@code kept.json} has these resources and, of each, the properties whose change makes
 * another resource: CloudFormation's create-only ones, and what Cognito fixes when a pool is made.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html">Update
 *     behaviors of stack resources</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-updating.html">Settings
 *     you can't change</a>
 */
class UpgradeTest {

  private static final JsonNode EARLIER = resources("../.ci/sam/earlier-template.yaml");
  private static final JsonNode NOW = resources("../template.yaml");

  @ParameterizedTest
  @MethodSource("kept")
  void keeps_what_makes_it_the_same_resource(String logicalId, List<String> fixed) {
    JsonNode before = EARLIER.path(logicalId);
    JsonNode now = NOW.path(logicalId);

    assertThat(before.isObject()).as("there before").isTrue();
    for (String attribute : List.of("Type", "Condition", "DeletionPolicy", "UpdateReplacePolicy")) {
      assertThat(now.path(attribute)).as(attribute).isEqualTo(before.path(attribute));
    }
    for (String property : fixed) {
      assertThat(now.path("Properties").path(property))
          .as(property)
          .isEqualTo(before.path("Properties").path(property));
    }
  }

  /** Cognito takes more of them, and neither changes nor removes one. */
  @Test
  void keeps_every_attribute_of_the_user_pool() {
    assertThat(NOW.at("/UserPool/Properties/Schema"))
        .containsAll(EARLIER.at("/UserPool/Properties/Schema"))
        .isNotEmpty();
  }

  @Test
  void retains_bucket_and_user_pool_and_nothing_that_is_not_held_here() throws IOException {
    List<String> retained = new ArrayList<>();
    NOW.properties()
        .forEach(
            one -> {
              if (one.getValue().path("DeletionPolicy").asText().equals("Retain")) {
                retained.add(one.getKey());
                assertThat(one.getValue().path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
              }
            });

    assertThat(retained).contains("Bucket", "UserPool");
    assertThat(kept().map(arguments -> (String) arguments.get()[0])).containsAll(retained);
  }

  static Stream<Arguments> kept() throws IOException {
    try (InputStream in = UpgradeTest.class.getResourceAsStream("kept.json")) {
      Map<String, List<String>> kept =
          JsonMapper.builder()
              .build()
              .readValue(in, new TypeReference<Map<String, List<String>>>() {});
      return kept.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }
  }

  private static JsonNode resources(String template) {
    return TemplateYaml.read(Path.of(template)).path("Resources");
  }
}
