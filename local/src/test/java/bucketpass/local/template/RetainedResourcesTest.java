package bucketpass.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The template keeps callers' files and users when the stack, or a resource of it, goes. */
class RetainedResourcesTest {

  @Test
  void retains_bucket_and_user_pool_on_deletion_and_on_replacement() {
    List<String> onDeletion = new ArrayList<>();
    List<String> onReplacement = new ArrayList<>();
    for (var resource :
        TemplateYaml.read(Path.of("../template.yaml")).path("Resources").properties()) {
      JsonNode attributes = resource.getValue();
      if (attributes.path("DeletionPolicy").asText().equals("Retain")) {
        onDeletion.add(resource.getKey());
      }
      if (attributes.path("UpdateReplacePolicy").asText().equals("Retain")) {
        onReplacement.add(resource.getKey());
      }
    }

    assertThat(onDeletion).contains("Bucket", "UserPool").isEqualTo(onReplacement);
  }
}
