package bucketpass.local.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicySetTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/path/vended";
  private static final String ANY_OBJECT =
      """
      {"Statement": {"Effect": "%s", "Action": "%s", "Resource": "*"}}""";

  @TestFactory
  Stream<DynamicTest> decides_as_the_table_says() throws IOException {
    return PolicyCases.each(
        "effective.json",
        entry -> {
          PolicySet permissions =
              new PolicySet(
                  principal(entry.path("principal").asText("session")),
                  ownPolicy(entry, "identity").stream().toList(),
                  ownPolicy(entry, "session"));
          AuthorizationRequest request = PolicyCases.request(entry);
          PolicyDecision decision =
              entry.has("trust")
                  ? permissions.decideTrust(request, trustPolicy(entry.get("trust")))
                  : permissions.decide(request, resourcePolicy(entry));
          assertThat(decision).isEqualTo(PolicyDecision.valueOf(entry.get("expect").textValue()));
        });
  }

  @Test
  void names_a_session_without_the_path_of_its_role() {
    assertThat(RequestPrincipal.session(ROLE, "alice").session())
        .contains("arn:aws:sts::123456789012:assumed-role/vended/alice");
    assertThat(RequestPrincipal.session("arn:aws-cn:iam::123456789012:role/r", "a").session())
        .contains("arn:aws-cn:sts::123456789012:assumed-role/r/a");
  }

  @Test
  void refuses_a_session_of_what_is_no_role() {
    assertThatThrownBy(() -> RequestPrincipal.session("arn:aws:iam::123456789012:user/a", "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RequestPrincipal.session("role/a", "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knows_each_policy_by_its_elements() {
    assertThat(PolicyDocument.parse(identityPolicy("Allow", "s3:*")).kind())
        .isEqualTo(PolicyKind.IDENTITY);
    assertThat(trustPolicy(principalOnly()).kind()).isEqualTo(PolicyKind.TRUST);
    assertThatThrownBy(
            () -> PolicyDocument.parse(identityPolicy("Allow", "s3:*"), PolicyKind.RESOURCE))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("RESOURCE");
  }

  @Test
  void refuses_a_policy_that_is_out_of_place() {
    PolicyDocument trust = trustPolicy(principalOnly());
    PolicyDocument identity = PolicyDocument.parse(identityPolicy("Allow", "s3:*"));
    AuthorizationRequest request = PolicyCases.request(JsonNodeFactory.instance.objectNode());
    assertThatThrownBy(() -> PolicyEvaluator.evaluate(List.of(trust), request))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> PolicyEvaluator.evaluate(List.of(identity), request, principal("user")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void evaluates_a_trust_policy_alone() {
    AuthorizationRequest request = PolicyCases.request(JsonNodeFactory.instance.objectNode());
    List<PolicyDocument> trust = List.of(trustPolicy(principalOnly()));
    assertThat(PolicyEvaluator.evaluate(trust, request, principal("session")))
        .isEqualTo(PolicyDecision.ALLOW);
    assertThat(PolicyEvaluator.evaluate(trust, request, principal("service")))
        .isEqualTo(PolicyDecision.IMPLICIT_DENY);
  }

  @Test
  void keeps_the_text_it_was_read_from() {
    String json = identityPolicy("Allow", "s3:*");
    assertThat(PolicyDocument.parse(json, PolicyKind.IDENTITY).json()).isEqualTo(json);
  }

  @Test
  void a_deny_outweighs_an_allow_of_the_same_policy() {
    PolicyDocument both =
        PolicyDocument.parse(
            """
            {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
                           {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}]}
            """);
    PolicyDocument allow = PolicyDocument.parse(identityPolicy("Allow", "s3:*"));
    var read = new AuthorizationRequest("s3:GetObject", "arn:aws:s3:::bucket/alice/x", Map.of());

    for (PolicySet denied :
        List.of(
            new PolicySet(principal("session"), List.of(both), Optional.of(allow)),
            new PolicySet(principal("session"), List.of(allow), Optional.of(both)))) {
      assertThat(denied.decide(read, Optional.empty())).isEqualTo(PolicyDecision.EXPLICIT_DENY);
    }
  }

  private static RequestPrincipal principal(String kind) {
    return switch (kind) {
      case "session" -> RequestPrincipal.session(ROLE, "alice");
      case "user" ->
          new RequestPrincipal("AWS", "arn:aws:iam::123456789012:user/operator", "123456789012");
      case "service" -> new RequestPrincipal("Service", "lambda.amazonaws.com", "123456789012");
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Optional<PolicyDocument> ownPolicy(JsonNode entry, String name) {
    return Optional.ofNullable(entry.get(name))
        .map(JsonNode::textValue)
        .map(
            effect ->
                effect.equals("nothing")
                    ? identityPolicy("Allow", "s3:PutObject")
                    : identityPolicy(effect, "s3:GetObject"))
        .map(PolicyDocument::parse);
  }

  private static String identityPolicy(String effect, String action) {
    return ANY_OBJECT.formatted(effect, action);
  }

  private static Optional<PolicyDocument> resourcePolicy(JsonNode entry) {
    if (entry.has("resources")) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      entry
          .get("resources")
          .forEach(statement -> document.withArray("Statement").add(complete(statement)));
      return Optional.of(PolicyDocument.parse(document.toString(), PolicyKind.RESOURCE));
    }
    return Optional.ofNullable(entry.get("resource"))
        .map(statement -> document(complete(statement)))
        .map(json -> PolicyDocument.parse(json, PolicyKind.RESOURCE));
  }

  private static PolicyDocument trustPolicy(JsonNode statement) {
    ObjectNode complete = complete(statement);
    complete.remove("Resource");
    return PolicyDocument.parse(document(complete), PolicyKind.TRUST);
  }

  private static JsonNode principalOnly() {
    return JsonNodeFactory.instance.objectNode().put("Principal", "*");
  }

  private static ObjectNode complete(JsonNode statement) {
    ObjectNode complete =
        JsonNodeFactory.instance
            .objectNode()
            .put("Effect", "Allow")
            .put("Action", "s3:GetObject")
            .put("Resource", "*");
    complete.setAll((ObjectNode) statement);
    complete.properties().removeIf(element -> element.getValue().isNull());
    return complete;
  }

  private static String document(ObjectNode statement) {
    return JsonNodeFactory.instance.objectNode().set("Statement", statement).toString();
  }
}
