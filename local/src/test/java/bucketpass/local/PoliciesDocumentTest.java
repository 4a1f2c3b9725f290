package bucketpass.local;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Prefix;
import bucketpass.core.session.SessionPolicy;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.template.ResolvedTemplate;
import bucketpass.local.template.RoleDefinition;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/policies.md} shows what the code and the template say. With {@code
 * -Dbucketpass.docs=write} this test writes the document; without, it fails when that is stale.
 */
class PoliciesDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "policies.md");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_document_shows_the_policies_as_they_are() throws IOException {
    String current = document();
    if ("write".equals(System.getProperty("bucketpass.docs"))) {
      Files.writeString(DOCUMENT, current);
    }
    assertThat(DOCUMENT).content().isEqualTo(current);
  }

  private static String document() throws JsonProcessingException {
    StringBuilder text =
        new StringBuilder(
            """
            # The policies

            <!-- Made by PoliciesDocumentTest: mvn -pl local -am test -Dtest=PoliciesDocumentTest \
            -Dsurefire.failIfNoSpecifiedTests=false -Dbucketpass.docs=write -->

            Two locks hold a caller in their prefix, and each would do alone: the **session policy** that the
            function sends with each AssumeRole, and the **vended role's own policy**, which allows only what is
            under the session's tag `prefix` and within its tag `access`. What a session may do is what both allow.

            ## Session policies

            For the bucket `name-of-bucket` and the prefix `user1410/`. They are those of `s3-credentials` for
            `--prefix`, and what multipart uploads need beyond them. `./bucketpass policy --bucket name-of-bucket \
            --prefix user1410/` prints the same, and `GET /policy` what a signed-in caller would get.
            """);
    for (AccessLevel access : AccessLevel.values()) {
      SessionPolicy policy =
          SessionPolicy.of(
              "aws",
              "name-of-bucket",
              new Prefix("user1410/"),
              access.permissions(),
              Optional.empty());
      text.append("\n### ").append(access.id()).append("\n\n");
      text.append("Session tags: `prefix=user1410/`, `access=")
          .append(access.permissions().text())
          .append("`. ");
      text.append(policy.json().length()).append(" of 2,048 characters.\n\n");
      append(text, policy.json());
    }
    ResolvedTemplate template = ResolvedTemplate.read(Path.of("..", "template.yaml"), Map.of());
    RoleDefinition role = template.vendedRole();
    text.append(
        """

        ## The vended role

        As `template.yaml` has it with its default parameters.

        ### Who may assume it

        The function's role alone, and only with both tags and a SourceIdentity.

        """);
    append(text, role.trust().json());
    text.append("\n### What its sessions may do\n\n");
    for (PolicyDocument policy : role.policies().values()) {
      append(text, policy.json());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String json) throws JsonProcessingException {
    String pretty = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
    text.append("```json\n").append(pretty.replace("\r", "")).append("\n```\n");
  }
}
