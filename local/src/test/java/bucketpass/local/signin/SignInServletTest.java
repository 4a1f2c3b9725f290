package bucketpass.local.signin;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.DevTokens;
import bucketpass.local.HttpExchange;
import bucketpass.local.LocalTestClock;
import bucketpass.local.http.AllowedHosts;
import bucketpass.local.http.LocalServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInServletTest {

  private static final String PAGE = "http://127.0.0.1:8700";
  private static final String BACK = PAGE + "/";

  private final LocalTestClock clock = new LocalTestClock();
  private final CodeVerifier verifier = new CodeVerifier();
  private LocalServer endpoint;
  private String issuer;

  @BeforeEach
  void start() throws IOException {
    endpoint = LocalServer.bind("sign-in", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY);
    TokenLifetimes lifetimes = new TokenLifetimes(Duration.ofMinutes(5), Duration.ofHours(1));
    issuer = new SignInServlet(endpoint, List.of(PAGE), lifetimes, clock).issuer().toString();
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void signs_in_by_form_code_and_pkce() throws Exception {
    HttpResponse<String> form = HttpExchange.get(authorizeUrl(Map.of()));
    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.body()).contains("name=\"username\"").contains("name=\"password\"");

    URI back = location(submit(authorizeUrl(Map.of()), "alice", "alice"));
    assertThat(back.toString()).startsWith(BACK + "?");
    assertThat(parameter(back, "state")).isEqualTo("some-state");

    JsonNode tokens = HttpExchange.json(redeem(parameter(back, "code"), verifier.getValue()));
    JWTClaimsSet id = verified(tokens.get("id_token").asText());
    assertThat(id.getClaim("token_use")).isEqualTo("id");
    assertThat(id.getIssuer()).isEqualTo(issuer);
    assertThat(id.getAudience()).containsExactly(SignInServlet.CLIENT_ID);
    assertThat(id.getClaim("cognito:username")).isEqualTo("alice");
    assertThat(id.getClaim("email")).isEqualTo("alice@example.com");
    assertThat(id.getClaim("nonce")).isEqualTo("some-nonce");
    assertThat(id.getClaims()).containsKeys("sub", "auth_time", "jti", "exp", "iat");
    JWTClaimsSet access = verified(tokens.get("access_token").asText());
    assertThat(access.getClaim("token_use")).isEqualTo("access");
    assertThat(access.getClaim("client_id")).isEqualTo(SignInServlet.CLIENT_ID);
    assertThat(access.getAudience()).isEmpty();
    assertThat(tokens.get("expires_in").asInt()).isEqualTo(300);
  }

  @Test
  void names_the_groups_of_a_user_who_has_some() throws Exception {
    assertThat(verified(idToken("rita")).getClaim("cognito:groups")).isEqualTo(List.of("readers"));
    assertThat(verified(idToken("bob")).getClaims()).doesNotContainKey("cognito:groups");
  }

  @Test
  void shows_the_form_again_for_a_wrong_password_and_escapes_the_name() {
    HttpResponse<String> answer = submit(authorizeUrl(Map.of()), "<alice>\"", "wrong");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("&lt;alice&gt;&quot;").doesNotContain("<alice>");
  }

  @Test
  void loads_nothing_from_elsewhere() {
    HttpResponse<String> form = HttpExchange.get(authorizeUrl(Map.of()));
    assertThat(form.body()).doesNotContain("http:").doesNotContain("https:").doesNotContain("src=");
    assertThat(form.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'");
  }

  @Test
  void demands_a_challenge_and_that_by_sha256() {
    Map<String, String> none = new HashMap<>();
    none.put("code_challenge", null);
    none.put("code_challenge_method", null);
    for (var wrong : List.of(none, Map.of("code_challenge_method", "plain"))) {
      URI back = location(HttpExchange.get(authorizeUrl(wrong)));
      assertThat(parameter(back, "error")).isEqualTo("invalid_request");
    }
  }

  @Test
  void gives_no_token_for_another_verifier_or_none() {
    String other = new CodeVerifier().getValue();
    assertThat(error(redeem(code("alice"), other))).isEqualTo("invalid_grant");
    assertThat(error(redeem(code("alice"), null))).isEqualTo("invalid_grant");
  }

  @Test
  void takes_a_code_once_and_not_after_five_minutes() {
    String code = code("alice");
    assertThat(redeem(code, verifier.getValue()).statusCode()).isEqualTo(200);
    assertThat(error(redeem(code, verifier.getValue()))).isEqualTo("invalid_grant");

    String late = code("alice");
    clock.advance(Duration.ofMinutes(6));
    assertThat(error(redeem(late, verifier.getValue()))).isEqualTo("invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "http://127.0.0.1.evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://evil.example@127.0.0.1/",
        "//evil.example/",
        "javascript:alert(1)"
      })
  void never_sends_a_browser_elsewhere(String target) {
    HttpResponse<String> signIn = HttpExchange.get(authorizeUrl(Map.of("redirect_uri", target)));
    assertThat(signIn.statusCode()).isEqualTo(400);
    HttpResponse<String> signOut =
        HttpExchange.get(
            issuer
                + "/logout?"
                + HttpExchange.query(
                    Map.of("client_id", SignInServlet.CLIENT_ID, "logout_uri", target)));
    assertThat(signOut.statusCode()).isEqualTo(400);
  }

  @Test
  void refuses_another_client() {
    HttpResponse<String> signIn = HttpExchange.get(authorizeUrl(Map.of("client_id", "other")));
    assertThat(signIn.statusCode()).isEqualTo(400);
    HttpResponse<String> grant =
        token(
            Map.of(
                "grant_type", "password",
                "client_id", "other",
                "username", "alice",
                "password", "alice"));
    assertThat(error(grant)).isEqualTo("invalid_client");
  }

  @Test
  void gives_tokens_for_a_password_and_none_for_a_wrong_one() throws Exception {
    assertThat(verified(idToken("alice")).getSubject()).isEqualTo("alice");
    assertThat(error(password("alice", "wrong"))).isEqualTo("invalid_grant");
    assertThat(error(password("nobody", "nobody"))).isEqualTo("invalid_grant");
  }

  @Test
  void rotates_refresh_tokens_and_leaves_the_old_one_for_a_retry() {
    String first = HttpExchange.json(password("alice", "alice")).get("refresh_token").asText();
    String second = HttpExchange.json(refresh(first)).get("refresh_token").asText();
    assertThat(second).isNotEqualTo(first);
    assertThat(refresh(first).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofSeconds(31));
    assertThat(error(refresh(first))).isEqualTo("invalid_grant");
    assertThat(refresh(second).statusCode()).isEqualTo(200);
  }

  @Test
  void ends_refreshing_when_the_first_refresh_token_would_have_ended() {
    String token = HttpExchange.json(password("alice", "alice")).get("refresh_token").asText();
    clock.advance(Duration.ofMinutes(50));
    String rotated = HttpExchange.json(refresh(token)).get("refresh_token").asText();
    clock.advance(Duration.ofMinutes(11));
    assertThat(error(refresh(rotated))).isEqualTo("invalid_grant");
  }

  @Test
  void forgets_a_refresh_token_that_is_taken_back() {
    String token = HttpExchange.json(password("alice", "alice")).get("refresh_token").asText();
    assertThat(
            HttpExchange.postForm(issuer + "/oauth2/revoke", Map.of("token", token)).statusCode())
        .isEqualTo(200);
    assertThat(error(refresh(token))).isEqualTo("invalid_grant");
  }

  @Test
  void spares_a_second_sign_in_until_the_user_signs_out() {
    HttpResponse<String> first = submit(authorizeUrl(Map.of()), "alice", "alice");
    String cookie = first.headers().firstValue("set-cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
    String session = cookie.substring(0, cookie.indexOf(';'));

    assertThat(HttpExchange.get(authorizeUrl(Map.of()), "cookie", session).statusCode())
        .isEqualTo(303);
    assertThat(
            HttpExchange.get(authorizeUrl(Map.of("prompt", "login")), "cookie", session)
                .statusCode())
        .isEqualTo(200);

    String signOut =
        issuer
            + "/logout?"
            + HttpExchange.query(Map.of("client_id", SignInServlet.CLIENT_ID, "logout_uri", BACK));
    assertThat(location(HttpExchange.get(signOut, "cookie", session)).toString()).isEqualTo(BACK);
    assertThat(HttpExchange.get(authorizeUrl(Map.of()), "cookie", session).statusCode())
        .isEqualTo(200);
  }

  @Test
  void lets_the_scripts_of_the_page_alone_read_its_answers() {
    String token = issuer + "/oauth2/token";
    for (String origin : List.of("http://127.0.0.1:9999", "null", "https://evil.example")) {
      assertThat(allowedOrigin(preflight(token, origin))).isEmpty();
      assertThat(
              allowedOrigin(HttpExchange.get(issuer + "/.well-known/jwks.json", "origin", origin)))
          .isEmpty();
    }
    assertThat(allowedOrigin(preflight(token, PAGE))).isEqualTo(PAGE);
    assertThat(allowedOrigin(HttpExchange.get(issuer + "/.well-known/jwks.json", "origin", PAGE)))
        .isEqualTo(PAGE);
  }

  @Test
  void describes_itself_at_the_address_that_openid_says() {
    JsonNode metadata =
        HttpExchange.json(HttpExchange.get(issuer + "/.well-known/openid-configuration"));
    assertThat(metadata.get("issuer").asText()).isEqualTo(issuer);
    assertThat(metadata.get("code_challenge_methods_supported")).hasSize(1);
    assertThat(HttpExchange.get(metadata.get("jwks_uri").asText()).statusCode()).isEqualTo(200);
  }

  @Test
  void publishes_no_private_key() {
    assertThat(HttpExchange.get(issuer + "/.well-known/jwks.json").body())
        .contains("\"n\"")
        .doesNotContain("\"d\"")
        .doesNotContain("\"p\"");
  }

  @Test
  void signs_the_token_that_is_ordered() throws Exception {
    String token =
        DevTokens.issue(
            URI.create(issuer),
            """
            {"user": "carol", "use": "access", "groups": ["uploaders", "readers"], "seconds": -60,
             "claims": {"custom:tenant": "acme", "iss": "https://elsewhere.example"}}
            """);
    JWTClaimsSet claims = verified(token);
    assertThat(claims.getSubject()).isEqualTo("carol");
    assertThat(claims.getClaim("token_use")).isEqualTo("access");
    assertThat(claims.getClaim("cognito:groups")).isEqualTo(List.of("uploaders", "readers"));
    assertThat(claims.getClaim("custom:tenant")).isEqualTo("acme");
    assertThat(claims.getIssuer()).isEqualTo("https://elsewhere.example");
    assertThat(claims.getExpirationTime().toInstant()).isBefore(clock.instant());
  }

  @Test
  void takes_no_order_that_a_form_of_another_page_could_send() {
    HttpRequest.Builder order =
        HttpRequest.newBuilder(URI.create(issuer + "/dev/token"))
            .header("content-type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"alice\"}"));
    assertThat(HttpExchange.send(order).statusCode()).isEqualTo(415);
  }

  private String authorizeUrl(Map<String, String> changes) {
    Map<String, String> query = new HashMap<>();
    query.put("response_type", "code");
    query.put("client_id", SignInServlet.CLIENT_ID);
    query.put("redirect_uri", BACK);
    query.put("scope", "openid email");
    query.put("state", "some-state");
    query.put("nonce", "some-nonce");
    query.put(
        "code_challenge", CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
    query.put("code_challenge_method", "S256");
    query.putAll(changes);
    query.values().removeIf(value -> value == null);
    return issuer + "/oauth2/authorize?" + HttpExchange.query(query);
  }

  private static HttpResponse<String> submit(String url, String username, String password) {
    return HttpExchange.postForm(url, Map.of("username", username, "password", password));
  }

  private String code(String username) {
    return parameter(location(submit(authorizeUrl(Map.of()), username, username)), "code");
  }

  private HttpResponse<String> redeem(String code, String codeVerifier) {
    Map<String, String> form = new HashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", SignInServlet.CLIENT_ID);
    form.put("redirect_uri", BACK);
    form.put("code", code);
    if (codeVerifier != null) {
      form.put("code_verifier", codeVerifier);
    }
    return token(form);
  }

  private HttpResponse<String> password(String username, String password) {
    return token(
        Map.of(
            "grant_type",
            "password",
            "client_id",
            SignInServlet.CLIENT_ID,
            "username",
            username,
            "password",
            password));
  }

  private HttpResponse<String> refresh(String refreshToken) {
    return token(
        Map.of(
            "grant_type",
            "refresh_token",
            "client_id",
            SignInServlet.CLIENT_ID,
            "refresh_token",
            refreshToken));
  }

  private HttpResponse<String> token(Map<String, String> form) {
    return HttpExchange.postForm(issuer + "/oauth2/token", form);
  }

  private String idToken(String username) {
    return HttpExchange.json(password(username, username)).get("id_token").asText();
  }

  private static HttpResponse<String> preflight(String url, String origin) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
    return HttpExchange.send(request, "origin", origin, "access-control-request-method", "POST");
  }

  private static String allowedOrigin(HttpResponse<String> response) {
    return response.headers().firstValue("access-control-allow-origin").orElse("");
  }

  private static URI location(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
    return URI.create(response.headers().firstValue("location").orElseThrow());
  }

  private static String parameter(URI uri, String name) {
    return URLUtils.parseParameters(uri.getRawQuery()).get(name).get(0);
  }

  private static String error(HttpResponse<String> response) {
    assertThat(response.statusCode()).isBetween(400, 401);
    return HttpExchange.json(response).get("error").asText();
  }

  /** The token's claims, once its signature is found to be of a published key. */
  private JWTClaimsSet verified(String token) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    JWKSet keys = JWKSet.parse(HttpExchange.get(issuer + "/.well-known/jwks.json").body());
    var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
    assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
    return jwt.getJWTClaimsSet();
  }
}
