package bucketpass.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.http.AllowedHosts;
import bucketpass.local.http.LocalServer;
import bucketpass.local.signin.LocalUser;
import bucketpass.local.signin.SignInServlet;
import bucketpass.local.signin.TokenLifetimes;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any request to the authorize and the token endpoint: it is no fault, a browser is sent to the
 * loopback alone, and who gets a token had a password, or a code and what belongs to it.
 */
class SignInFuzzTest {

  private static final CodeVerifier VERIFIER = new CodeVerifier();
  private static final String CHALLENGE =
      CodeChallenge.compute(CodeChallengeMethod.S256, VERIFIER).getValue();
  private static final String AUTHORIZE =
      "POST /bucketpass/oauth2/authorize?response_type=code&client_id={client}&scope=openid"
          + "&redirect_uri=http://127.0.0.1:8700/&code_challenge={challenge}"
          + "&code_challenge_method=S256\n\nusername=alice&password=alice";
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&\r]+)");
  private static final Pattern LOCATION = Pattern.compile("(?i)\r\nlocation: ([^\r]*)\r");
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(127\\.0\\.0\\.1|\\[::1]|localhost)(:\\d*)?([/?#].*)?");

  private static LocalServer endpoint;
  private static KeptConnection connection;
  private static long runs;

  @BeforeAll
  static void start() throws IOException {
    endpoint = LocalServer.bind("sign-in", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY);
    TokenLifetimes lifetimes = new TokenLifetimes(Duration.ofMinutes(5), Duration.ofHours(1));
    new SignInServlet(endpoint, List.of("http://127.0.0.1:8700"), lifetimes, Clock.systemUTC());
    connection = new KeptConnection(endpoint.uri());
  }

  @AfterAll
  static void stop() throws IOException {
    if (System.getenv("JAZZER_FUZZ") != null) {
      System.out.println("fuzzed SignInFuzzTest: " + runs + " calls");
    }
    connection.close();
    endpoint.close();
  }

  @DictionaryEntries({
    "GET /bucketpass/oauth2/authorize?",
    "POST /bucketpass/oauth2/token",
    "content-type: application/x-www-form-urlencoded",
    "authorization: Basic ",
    "cookie: ",
    "response_type=code",
    "&client_id={client}",
    "&redirect_uri=http://127.0.0.1:8700/",
    "&redirect_uri=",
    "&code_challenge={challenge}",
    "&code_challenge_method=S256",
    "&scope=openid",
    "&prompt=",
    "&response_mode=",
    "&request=",
    "&claims=",
    "&max_age=",
    "&state=",
    "grant_type=",
    "authorization_code",
    "refresh_token",
    "password",
    "&code={code}",
    "&code_verifier={verifier}",
    "&username=alice",
    "&password=alice",
    "&client_assertion=",
    "&resource=",
    "%0d%0a",
    "%"
  })
  @FuzzTest
  void is_answered_or_refused(byte[] bytes) throws IOException {
    String input = new String(bytes, StandardCharsets.UTF_8);
    RawRequest request = request(input);

    FuzzedAws.Answer answer = send(request);

    assertThat(answer.status()).as(answer.text()).isBetween(200, 499);
    Matcher location = LOCATION.matcher(answer.text());
    if (location.find()) {
      assertThat(location.group(1)).matches(LOOPBACK);
    }
    if (answer.text().contains("_token\":\"")) {
      boolean redeemed = input.contains("{code}") && input.contains("{verifier}");
      assertThat(redeemed || hasPassword(request)).as(input).isTrue();
    }
  }

  private static boolean hasPassword(RawRequest request) {
    Map<String, List<String>> form = URLUtils.parseParameters(request.body());
    List<String> password = form.getOrDefault("password", List.of());
    return !password.isEmpty()
        && password.equals(form.get("username"))
        && LocalUser.find(password.get(0)).isPresent();
  }

  /** With a code of Alice's that is good once, where there is to be one. */
  private static RawRequest request(String text) throws IOException {
    String known =
        text.replace("{client}", SignInServlet.CLIENT_ID)
            .replace("{challenge}", CHALLENGE)
            .replace("{verifier}", VERIFIER.getValue());
    return RawRequest.parse(known.contains("{code}") ? known.replace("{code}", code()) : known);
  }

  private static String code() throws IOException {
    Matcher code = CODE.matcher(send(request(AUTHORIZE)).text());
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private static FuzzedAws.Answer send(RawRequest request) throws IOException {
    runs++;
    return FuzzedAws.Answer.parse(connection.answer(request));
  }
}
