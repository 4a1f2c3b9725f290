package bucketpass.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.DevTokens;
import bucketpass.local.HttpExchange;
import bucketpass.local.http.AllowedHosts;
import bucketpass.local.http.ApiCorsPolicy;
import bucketpass.local.http.ErrorFormat;
import bucketpass.local.http.LocalServer;
import bucketpass.local.signin.SignInServlet;
import bucketpass.local.signin.TokenLifetimes;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway before a function that answers with the event it got, or with what a test gives it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiGatewayServletTest {

  private static final String PAGE = "http://127.0.0.1:8700";

  private final AtomicInteger invocations = new AtomicInteger();
  private LocalServer signInPort;
  private LocalServer apiPort;
  private URI issuer;
  private volatile RequestStreamHandler function;

  @BeforeAll
  void start() throws IOException {
    signInPort = LocalServer.bind("sign-in", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY);
    apiPort = LocalServer.bind("api", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY);
    Clock clock = Clock.systemUTC();
    SignInServlet signIn =
        new SignInServlet(signInPort, List.of(PAGE), TokenLifetimes.DEFAULT, clock);
    issuer = signIn.issuer();
    RequestStreamHandler counted =
        (in, out, context) -> {
          invocations.incrementAndGet();
          function.handleRequest(in, out, context);
        };
    var settings = new LambdaContext.Settings("fn", "arn:fn", Duration.ofSeconds(10), line -> {});
    apiPort.serve(
        new ApiGatewayServlet(
            Set.of("GET /whoami", "POST /credentials"),
            new ApiCorsPolicy(
                List.of(PAGE),
                List.of("GET", "POST"),
                List.of("authorization", "content-type"),
                List.of("retry-after"),
                Optional.of(3600)),
            new JwtAuthorizer(issuer, signIn.keySet(), Set.of(SignInServlet.CLIENT_ID), clock),
            new HttpApiEventBuilder("123456789012", clock),
            new LambdaInvoker(() -> counted, settings)),
        ErrorFormat.PROBLEM);
  }

  @AfterAll
  void stop() {
    apiPort.close();
    signInPort.close();
  }

  @BeforeEach
  void echo() {
    invocations.set(0);
    function =
        (in, out, context) -> {
          String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          String quoted = new ObjectMapper().writeValueAsString(event);
          out.write(
              ("{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},\"body\":"
                      + quoted
                      + "}")
                  .getBytes(StandardCharsets.UTF_8));
        };
  }

  @Test
  void takes_a_bare_token_and_one_after_bearer() {
    String token = order("alice");
    assertThat(whoami(token).statusCode()).isEqualTo(200);
    assertThat(whoami("Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(whoami("bearer " + token).statusCode()).isEqualTo(200);
  }

  @Test
  void takes_an_access_token_by_its_client_id() {
    String token = DevTokens.issue(issuer, "{\"user\":\"alice\",\"use\":\"access\"}");
    assertThat(claims(whoami(token)).get("client_id").asText()).isEqualTo(SignInServlet.CLIENT_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Basic YWxpY2U6YWxpY2U=", "not a token"})
  void refuses_what_is_no_token_without_asking_the_function(String authorization) {
    HttpResponse<String> answer = whoami(authorization);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(invocations).hasValue(0);
  }

  @Test
  void refuses_a_token_whose_key_nobody_names() throws Exception {
    JWTClaimsSet claims = SignedJWT.parse(order("alice")).getJWTClaimsSet();
    var key = new RSAKeyGenerator(2048).generate();
    String token =
        signed(new JWSHeader.Builder(JWSAlgorithm.RS256).build(), claims, new RSASSASigner(key));
    assertThat(whoami(token).headers().firstValue("www-authenticate").orElseThrow())
        .contains("the token has no kid");
  }

  @Test
  void says_which_of_the_checks_failed_but_nothing_of_the_token() {
    HttpResponse<String> answer =
        whoami(DevTokens.issue(issuer, "{\"user\":\"alice\",\"seconds\":-3600}"));
    assertThat(answer.headers().firstValue("www-authenticate"))
        .hasValue(
            "Bearer scope=\"\" error=\"invalid_token\" error_description=\"the token has expired\"");
  }

  @Test
  void hands_claims_on_as_strings_and_groups_in_brackets() {
    JsonNode claims =
        claims(
            whoami(
                DevTokens.issue(
                    issuer, "{\"user\":\"alice\",\"groups\":[\"readers\",\"uploaders\"]}")));
    assertThat(claims.get("cognito:groups").asText()).isEqualTo("[readers uploaders]");
    assertThat(claims.get("email_verified").asText()).isEqualTo("true");
    assertThat(Instant.ofEpochSecond(Long.parseLong(claims.get("exp").asText())))
        .isAfter(Instant.now());
    claims.forEach(claim -> assertThat(claim.isTextual()).isTrue());
  }

  @Test
  void builds_the_event_of_payload_format_2_0() {
    HttpResponse<String> answer =
        HttpExchange.get(
            apiPort.uri() + "/whoami?access=read-only&a=1&a=2&prefix=alice%2Fx%2F",
            "authorization",
            order("alice"),
            "cookie",
            "one=1; two=2",
            "X-Some",
            "thing");
    JsonNode event = HttpExchange.json(answer);
    assertThat(event.get("version").asText()).isEqualTo("2.0");
    assertThat(event.get("routeKey").asText()).isEqualTo("GET /whoami");
    assertThat(event.get("rawQueryString").asText())
        .isEqualTo("access=read-only&a=1&a=2&prefix=alice%2Fx%2F");
    assertThat(event.at("/queryStringParameters/a").asText()).isEqualTo("1,2");
    assertThat(event.at("/queryStringParameters/prefix").asText()).isEqualTo("alice/x/");
    assertThat(event.get("cookies")).hasSize(2);
    assertThat(event.at("/headers/x-some").asText()).isEqualTo("thing");
    assertThat(event.at("/headers/cookie").isMissingNode()).isTrue();
    assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("GET");
    assertThat(event.at("/requestContext/http/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(event.has("body")).isFalse();
  }

  @Test
  void writes_the_event_as_lambda_writes_it() throws IOException {
    String written = whoami(order("alice")).body();
    var serializer =
        LambdaEventSerializers.serializerFor(
            APIGatewayV2HTTPEvent.class, getClass().getClassLoader());
    ByteArrayOutputStream lambdas = new ByteArrayOutputStream();
    serializer.toJson(
        serializer.fromJson(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8))),
        lambdas);
    assertThat(HttpExchange.json(written))
        .isEqualTo(HttpExchange.json(lambdas.toString(StandardCharsets.UTF_8)));
  }

  @Test
  void encodes_a_body_that_is_not_declared_as_text() {
    assertThat(HttpExchange.json(post("application/json", "{\"a\":1}")).get("body").asText())
        .isEqualTo("{\"a\":1}");
    JsonNode form = HttpExchange.json(post("application/x-www-form-urlencoded", "a=1"));
    assertThat(form.get("isBase64Encoded").asBoolean()).isTrue();
    assertThat(form.get("body").asText()).isEqualTo("YT0x");
  }

  @Test
  void knows_the_routes_alone() {
    HttpResponse<String> path = HttpExchange.get(apiPort.uri() + "/elsewhere");
    assertThat(path.statusCode()).isEqualTo(404);
    assertThat(path.body()).isEqualTo("{\"message\":\"Not Found\"}");
    assertThat(HttpExchange.get(apiPort.uri() + "/credentials").statusCode()).isEqualTo(404);
    assertThat(HttpExchange.get(apiPort.uri() + "/whoami/").statusCode()).isEqualTo(404);
  }

  @Test
  void refuses_a_head_or_a_body_that_is_too_large() {
    HttpResponse<String> head = whoami("x".repeat(10_240));
    assertThat(head.statusCode()).isEqualTo(431);
    HttpResponse<String> body = post("application/json", " ".repeat(6 * 1024 * 1024));
    assertThat(body.statusCode()).isEqualTo(413);
    assertThat(invocations).hasValue(0);
  }

  @Test
  void answers_a_preflight_from_the_template_and_without_the_function() {
    HttpResponse<String> ours = preflight(PAGE);
    assertThat(ours.statusCode()).isEqualTo(204);
    assertThat(ours.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
    assertThat(ours.headers().firstValue("access-control-allow-methods")).hasValue("GET,POST");
    assertThat(ours.headers().firstValue("access-control-allow-headers"))
        .hasValue("authorization,content-type");
    assertThat(ours.headers().firstValue("access-control-max-age")).hasValue("3600");
    assertThat(preflight("http://127.0.0.1:9999").headers().map())
        .doesNotContainKey("access-control-allow-origin");
    assertThat(invocations).hasValue(0);
  }

  @Test
  void sets_cors_headers_itself_and_ignores_the_functions() {
    function =
        reply(
            "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\",\"x-a\":\"b\"},"
                + "\"body\":\"\"}");
    String token = order("alice");
    var elsewhere =
        HttpExchange.get(
            apiPort.uri() + "/whoami", "authorization", token, "origin", "http://other");
    assertThat(elsewhere.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(elsewhere.headers().firstValue("x-a")).hasValue("b");
    var page = HttpExchange.get(apiPort.uri() + "/whoami", "authorization", token, "origin", PAGE);
    assertThat(page.headers().allValues("access-control-allow-origin")).containsExactly(PAGE);
    assertThat(page.headers().firstValue("access-control-expose-headers")).hasValue("retry-after");
    var refused = HttpExchange.get(apiPort.uri() + "/whoami", "authorization", "x", "origin", PAGE);
    assertThat(refused.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
  }

  @Test
  void maps_the_reply_back() {
    function =
        reply(
            "{\"statusCode\":429,\"headers\":{\"Content-Type\":\"application/problem+json\","
                + "\"Retry-After\":\"2\"},\"cookies\":[\"a=1\",\"b=2\"],"
                + "\"isBase64Encoded\":true,\"body\":\"eyJhIjoxfQ==\"}");
    HttpResponse<String> answer = whoami(order("alice"));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
    assertThat(answer.headers().allValues("content-type"))
        .containsExactly("application/problem+json");
    assertThat(answer.headers().firstValue("retry-after")).hasValue("2");
    assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
  }

  @Test
  void answers_500_for_a_function_that_fails_or_writes_no_json() {
    for (RequestStreamHandler broken :
        List.of(
            reply("no json"),
            (in, out, context) -> {
              throw new IllegalStateException("secret detail");
            })) {
      function = broken;
      HttpResponse<String> answer = whoami(order("alice"));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }
  }

  private HttpResponse<String> whoami(String authorization) {
    return HttpExchange.get(apiPort.uri() + "/whoami", "authorization", authorization);
  }

  private HttpResponse<String> post(String contentType, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(apiPort.uri() + "/credentials"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return HttpExchange.send(request, "content-type", contentType, "authorization", order("alice"));
  }

  private HttpResponse<String> preflight(String origin) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(apiPort.uri() + "/credentials"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
    return HttpExchange.send(request, "origin", origin, "access-control-request-method", "POST");
  }

  private String order(String user) {
    return DevTokens.idToken(issuer, user);
  }

  private static JsonNode claims(HttpResponse<String> echoed) {
    assertThat(echoed.statusCode()).as(echoed.body()).isEqualTo(200);
    return HttpExchange.json(echoed).at("/requestContext/authorizer/jwt/claims");
  }

  private static RequestStreamHandler reply(String output) {
    return (in, out, context) -> out.write(output.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }
}
