package bucketpass.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import bucketpass.local.http.CorsRule;
import bucketpass.local.policy.AuthorizationRequest;
import bucketpass.local.policy.PolicyDecision;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.PolicyEvaluator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ResolvedTemplateTest {
  @TempDir Path directory;
  private String small;

  @BeforeEach
  void readTheSmallTemplate() throws IOException {
    small = new String(resource("small.yaml"), StandardCharsets.UTF_8);
  }

  @Test
  void resolves_the_functions_of_the_environment() throws IOException {
    assertThat(read(small, Map.of()).functionEnvironment())
        .containsOnly(
            Map.entry("BUCKETPASS_BUCKET", "bucketpass-bucket"),
            Map.entry("ROLE", "arn:aws:iam::123456789012:role/bucketpass-VendedRole"),
            Map.entry("ROLE_LONG", "arn:aws:iam::123456789012:role/bucketpass-VendedRole"),
            Map.entry("ROLE_NAME", "bucketpass-VendedRole"),
            Map.entry(
                "FUNCTION_ROLE",
                "arn:aws:iam::123456789012:role/bucketpass-CredentialsFunctionRole"),
            Map.entry("ISSUER", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_UserPool"),
            Map.entry(
                "POOL_ARN",
                "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_UserPool"),
            Map.entry("BUCKET_ARN", "arn:aws:s3:::bucketpass-bucket"),
            Map.entry("LOG_ARN", "arn:aws:logs:us-east-1:123456789012:log-group:bucketpass-Logs:*"),
            Map.entry(
                "IDS",
                "us-east-1_UserPool|userpoolclient|bucketpass-UserPoolDomain|api|bucketpass-Logs"),
            Map.entry("JOINED", "http://localhost:1,https://*.example.com"),
            Map.entry("PICKED", "east"),
            Map.entry("LAST", "00000000-0000-0000-0000-000000000000"),
            Map.entry("SIZE", "7"),
            Map.entry("FLAG", "true"),
            Map.entry("ACCOUNT", "123456789012.amazonaws.com bucketpass one $5 ${Mode}"),
            Map.entry("CONDITIONS", "cne"));
  }

  private static String policy(RoleDefinition role, int place) {
    return List.copyOf(role.policies().values()).get(place).json();
  }

  @Test
  void gives_each_role_its_inline_and_its_separate_policies() throws IOException {
    RoleDefinition role = read(small, Map.of()).vendedRole();
    assertThat(role.name()).isEqualTo("bucketpass-VendedRole");
    assertThat(role.trust().json()).contains(":role/bucketpass-CredentialsFunctionRole");
    assertThat(role.policies().keySet()).containsExactly("Inline", "Listing", "Tagging");
    assertThat(policy(role, 0))
        .contains("arn:aws:s3:::bucketpass-bucket/${aws:PrincipalTag/prefix}*")
        .doesNotContain("s3:PutObject");
    assertThat(policy(role, 1)).contains("s3:ListBucket");
    assertThat(policy(role, 2)).contains("s3:GetObjectTagging");
  }

  @Test
  void makes_the_role_that_sam_would_make() throws IOException {
    RoleDefinition role = read(small, Map.of()).functionRole();
    assertThat(role.trust().json()).contains("lambda.amazonaws.com");
    assertThat(role.policies().values())
        .extracting(PolicyDocument::json)
        .singleElement()
        .asString()
        .contains("sts:AssumeRole");
  }

  @Test
  void takes_the_policy_and_cors_of_the_bucket_it_creates() throws IOException {
    ResolvedTemplate template = read(small, Map.of());
    assertThat(template.bucketPolicy().orElseThrow().json())
        .contains("arn:aws:s3:::bucketpass-bucket/secret");
    assertThat(template.bucketCors())
        .containsExactly(
            new CorsRule(
                List.of("http://localhost:1", "https://*.example.com"),
                List.of("GET", "PUT"),
                List.of("*"),
                List.of("ETag"),
                3600),
            new CorsRule(List.of("*"), List.of("HEAD"), List.of(), List.of(), 0));
  }

  @Test
  void leaves_an_existing_bucket_its_policy_and_cors() throws IOException {
    ResolvedTemplate template = read(small, Map.of("Existing", "mine"));
    assertThat(template.bucketName()).isEqualTo("mine");
    assertThat(template.bucketPolicy()).isEmpty();
    assertThat(template.bucketCors()).isEmpty();
    assertThat(template.functionEnvironment()).containsEntry("BUCKET_ARN", "none");
    assertThat(policy(template.vendedRole(), 0)).contains("arn:aws:s3:::mine/");
  }

  @Test
  void follows_parameters_into_conditions() throws IOException {
    ResolvedTemplate template = read(small, Map.of("Mode", "two"));
    assertThat(template.functionEnvironment()).containsEntry("CONDITIONS", "ctbe");
    assertThat(policy(template.vendedRole(), 0)).contains("s3:PutObject");
  }

  @Test
  void takes_region_and_account_as_parameters() throws IOException {
    ResolvedTemplate template =
        read(
            small,
            Map.of(
                "AWS::Region", "cn-north-1",
                "AWS::AccountId", "210987654321",
                "AWS::Partition", "aws-cn"));
    assertThat(template.region()).isEqualTo("cn-north-1");
    assertThat(template.account()).isEqualTo("210987654321");
    assertThat(template.vendedRole().arn())
        .isEqualTo("arn:aws-cn:iam::210987654321:role/bucketpass-VendedRole");
  }

  @Test
  void lists_routes_and_the_apis_cors_and_outputs() throws IOException {
    ResolvedTemplate template = read(small, Map.of());
    assertThat(template.routes())
        .extracting(RouteKey::key)
        .containsExactly("POST /credentials", "GET /whoami");
    assertThat(template.apiCors())
        .isEqualTo(
            new CorsRule(
                List.of("http://localhost:1", "https://*.example.com"),
                List.of("GET", "POST"),
                List.of("authorization"),
                List.of("retry-after"),
                600));
    assertThat(template.outputs())
        .containsOnly(
            Map.entry(
                "FunctionArn",
                "arn:aws:lambda:us-east-1:123456789012:function:bucketpass-CredentialsFunction"),
            Map.entry("FunctionName", "bucketpass-CredentialsFunction"),
            Map.entry("BucketName", "bucketpass-bucket"));
  }

  @Test
  void refuses_a_value_that_a_parameter_does_not_allow() {
    assertThatThrownBy(() -> read(small, Map.of("Mode", "three")))
        .hasMessage("Parameters/Mode: must be one or two.");
    assertThatThrownBy(() -> read(small, Map.of("Existing", "A_bucket")))
        .hasMessage("Parameters/Existing: has a value not allowed");
    assertThatThrownBy(() -> read(small, Map.of("Other", "x")))
        .hasMessage("Parameters/Other: is not declared");
  }

  @TestFactory
  Stream<DynamicTest> says_where_it_does_not_know() throws IOException {
    JsonNode table = new JsonMapper().readTree(resource("unknown.json"));
    return StreamSupport.stream(table.spliterator(), false)
        .map(entry -> dynamicTest(entry.get("says").textValue(), () -> failsAtItsPlace(entry)));
  }

  private void failsAtItsPlace(JsonNode entry) {
    String yaml = entry.path("alone").asBoolean() ? "" : small;
    if (entry.has("replace")) {
      String old = entry.get("replace").get(0).textValue();
      assertThat(yaml).contains(old);
      yaml = yaml.replace(old, entry.get("replace").get(1).textValue());
    }
    String changed = yaml + entry.path("yaml").asText();
    assertThatThrownBy(() -> read(changed, Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(entry.get("place").textValue());
  }

  /** The template that is deployed, so that a part that this reader does not know shows here. */
  @Test
  void reads_the_template_that_is_deployed() {
    ResolvedTemplate template = ResolvedTemplate.read(Path.of("..", "template.yaml"), Map.of());
    assertThat(template.functionEnvironment())
        .containsEntry("BUCKETPASS_BUCKET", template.bucketName())
        .containsEntry("BUCKETPASS_ROLE_ARN", template.vendedRole().arn());
    assertThat(template.routes())
        .extracting(RouteKey::key)
        .contains("POST /credentials", "GET /credentials", "GET /policy", "GET /whoami");
    assertThat(template.bucketPolicy()).isPresent();
    assertThat(template.bucketCors()).isNotEmpty();
    assertThat(template.functionRole().policies()).isNotEmpty();
    assertThat(template.outputs())
        .containsKeys(
            "ApiUrl",
            "UserPoolId",
            "UserPoolClientId",
            "BucketName",
            "VendedRoleArn",
            "FunctionName");
  }

  @Test
  void finds_the_vended_role_that_is_deployed_limited_to_its_tag() {
    ResolvedTemplate template = ResolvedTemplate.read(Path.of("..", "template.yaml"), Map.of());
    assertThat(get(template, "alice/photo.jpg", Map.of())).isEqualTo(PolicyDecision.IMPLICIT_DENY);
    Map<String, List<String>> alice =
        Map.of(
            "aws:PrincipalTag/prefix", List.of("alice/"),
            "aws:PrincipalTag/access", List.of("/list/read/"));
    assertThat(get(template, "alice/photo.jpg", alice)).isEqualTo(PolicyDecision.ALLOW);
    assertThat(get(template, "alice2/photo.jpg", alice)).isEqualTo(PolicyDecision.IMPLICIT_DENY);
  }

  private static PolicyDecision get(
      ResolvedTemplate template, String key, Map<String, List<String>> context) {
    String resource = "arn:aws:s3:::" + template.bucketName() + "/" + key;
    return PolicyEvaluator.evaluate(
        template.vendedRole().policies().values().stream().toList(),
        new AuthorizationRequest("s3:GetObject", resource, context));
  }

  private ResolvedTemplate read(String yaml, Map<String, String> parameters) throws IOException {
    Path file = Files.writeString(directory.resolve("small.yaml"), yaml);
    return ResolvedTemplate.read(file, parameters);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ResolvedTemplateTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
