package bucketpass.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.function.CredentialsFunction;
import bucketpass.local.HttpExchange;
import bucketpass.local.http.AllowedHosts;
import bucketpass.local.http.ApiCorsPolicy;
import bucketpass.local.http.ErrorFormat;
import bucketpass.local.http.LocalServer;
import bucketpass.local.http.ResponseServlet;
import bucketpass.local.http.ServerResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code tokens.json}: each token meets the gateway, with the function behind it, and the function
 * that stands alone and checks signatures itself. A code of the function's behind the gateway says
 * that the gateway lets the token pass, as AWS's does, and the function does not.
 */
class TokenAttacksTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T04:00:00Z"), ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LambdaContext.Settings SETTINGS =
      new LambdaContext.Settings("fn", "arn:fn", Duration.ofSeconds(10), line -> {});
  private static final AtomicInteger INVOCATIONS = new AtomicInteger();

  private static RSAKey issuersKey;
  private static RSAKey strangersKey;
  private static LocalServer issuer;
  private static LocalServer api;

  record Case(JsonNode data) {
    @Override
    public String toString() {
      return data.get("says").asText();
    }
  }

  static Stream<Case> cases() throws IOException {
    JsonNode all = JSON.readTree(TokenAttacksTest.class.getResourceAsStream("tokens.json"));
    return StreamSupport.stream(all.spliterator(), false).map(Case::new);
  }

  @BeforeAll
  static void start() throws IOException, JOSEException {
    issuersKey = new RSAKeyGenerator(2048).keyID("k1").generate();
    strangersKey = new RSAKeyGenerator(2048).keyID("k1").generate();
    issuer = LocalServer.bind("issuer", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY);
    String keys = new JWKSet(issuersKey.toPublicJWK()).toString();
    issuer.serve(http -> ServerResponse.json(200, keys), ErrorFormat.TEXT);
    api = LocalServer.bind("api", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY);
    api.serve(gateway(issuer.uri().resolve("/jwks.json")), ErrorFormat.PROBLEM);
  }

  @AfterAll
  static void stop() {
    api.close();
    issuer.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void is_refused_by_the_gateway(Case row) throws Exception {
    INVOCATIONS.set(0);
    HttpResponse<String> answer =
        HttpExchange.get(api.uri() + "/whoami", "authorization", "Bearer " + token(row.data()));

    String expected = row.data().get("gateway").asText();
    switch (expected) {
      case "" -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      case "431" -> assertThat(answer.statusCode()).isEqualTo(431);
      case "Unauthorized" -> {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(INVOCATIONS).hasValue(0);
      }
      default -> assertThat(HttpExchange.json(answer).get("code").asText()).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void is_refused_by_the_function_alone(Case row) throws Exception {
    JsonNode reply = alone(issuer.uri().resolve("/jwks.json"), token(row.data()));

    String expected = row.data().get("function").asText();
    assertThat(JSON.readTree(reply.get("body").asText()).path("code").asText()).isEqualTo(expected);
    assertThat(reply.get("statusCode").asInt()).isEqualTo(expected.isEmpty() ? 200 : 401);
  }

  @Test
  void nobody_passes_while_the_key_set_is_away() throws Exception {
    URI nowhere;
    try (LocalServer closed =
        LocalServer.bind("away", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY)) {
      nowhere = closed.uri().resolve("/jwks.json");
    }
    String good = token(JSON.createObjectNode());
    assertThat(JSON.readTree(alone(nowhere, good).get("body").asText()).get("code").asText())
        .isEqualTo("KeySetUnavailable");

    INVOCATIONS.set(0);
    try (LocalServer port = LocalServer.bind("api", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY)) {
      port.serve(gateway(nowhere), ErrorFormat.PROBLEM);
      assertThat(HttpExchange.get(port.uri() + "/whoami", "authorization", good).statusCode())
          .isEqualTo(500);
    }
    assertThat(INVOCATIONS).hasValue(0);
  }

  private static ResponseServlet.Handler gateway(URI keySet) {
    CredentialsFunction function = new CredentialsFunction(environment(Map.of())::get, CLOCK);
    return new ApiGatewayServlet(
        Set.of("GET /whoami"),
        new ApiCorsPolicy(List.of(), List.of(), List.of(), List.of(), Optional.empty()),
        new JwtAuthorizer(issuer.uri(), keySet, Set.of("client"), CLOCK),
        new HttpApiEventBuilder("123456789012", CLOCK),
        new LambdaInvoker(
            () ->
                (in, out, context) -> {
                  INVOCATIONS.incrementAndGet();
                  function.handleRequest(in, out, context);
                },
            SETTINGS));
  }

  private static JsonNode alone(URI keySet, String token) throws IOException {
    Map<String, String> environment =
        environment(Map.of("BUCKETPASS_KEY_SET_URL", keySet.toString()));
    String event =
        """
        {"version": "2.0", "routeKey": "GET /whoami", "headers": {"authorization": "Bearer %s"},
         "requestContext": {"http": {"method": "GET", "path": "/whoami"}}}
        """
            .formatted(token);
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    new CredentialsFunction(environment::get, CLOCK)
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            reply,
            new LambdaContext(SETTINGS));
    return JSON.readTree(reply.toByteArray());
  }

  private static Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1",
                "BUCKETPASS_BUCKET", "bucket",
                "BUCKETPASS_ROLE_ARN", "arn:aws:iam::123456789012:role/vended",
                "BUCKETPASS_ISSUER", issuer.uri().toString(),
                "BUCKETPASS_AUDIENCE", "client",
                "BUCKETPASS_TOKEN_USE", "id,access",
                "BUCKETPASS_PREFIX_TEMPLATE", "{sub}/",
                "BUCKETPASS_DEFAULT_ACCESS", "read-write",
                "BUCKETPASS_GROUP_ACCESS", "readers=read-only"));
    environment.putAll(more);
    return environment;
  }

  private static String token(JsonNode row) throws Exception {
    ObjectNode head = JSON.createObjectNode().put("alg", "RS256").put("kid", "k1");
    ObjectNode claims =
        JSON.createObjectNode()
            .put("iss", issuer.uri().toString())
            .put("aud", "client")
            .put("token_use", "id")
            .put("sub", "alice")
            .put("iat", CLOCK.instant().getEpochSecond() - 60)
            .put("exp", CLOCK.instant().getEpochSecond() + 60);
    change(head, row.path("head"));
    change(claims, row.path("claims"));
    String payload = row.path("payload").asText(claims.toString());
    String signed = encoded(head.toString()) + "." + encoded(payload);
    String signature = encoded(signature(row.path("signer").asText(), signed));
    if (row.has("swap")) {
      change(claims, row.get("swap"));
      signed = encoded(head.toString()) + "." + encoded(claims.toString());
    }
    return switch (row.path("cut").asText()) {
      case "signature" -> signed + ".";
      case "last-part" -> signed;
      case "more" -> signed + "." + signature + "." + signature;
      case "all" -> "..";
      default -> signed + "." + signature;
    };
  }

  /** A {@code null} leaves a member out. */
  private static void change(ObjectNode object, JsonNode changes) {
    changes
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                object.remove(field.getKey());
              } else if (field.getValue().isTextual()) {
                object.put(
                    field.getKey(),
                    field
                        .getValue()
                        .asText()
                        .replace("{issuer}", issuer.uri().toString())
                        .replace("{{long}}", "x".repeat(10_240)));
              } else {
                object.set(field.getKey(), field.getValue());
              }
            });
  }

  private static byte[] signature(String signer, String content)
      throws GeneralSecurityException, JOSEException {
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    if (signer.equals("public-key")) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(issuersKey.toPublicKey().getEncoded(), "HmacSHA256"));
      return mac.doFinal(bytes);
    }
    Signature rs256 = Signature.getInstance("SHA256withRSA");
    rs256.initSign((signer.equals("stranger") ? strangersKey : issuersKey).toPrivateKey());
    rs256.update(bytes);
    return rs256.sign();
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
