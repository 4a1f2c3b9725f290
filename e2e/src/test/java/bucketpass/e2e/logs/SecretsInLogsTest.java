package bucketpass.e2e.logs;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.login.DevTokenClient;
import bucketpass.local.LocalApplication;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * A whole run – sign-in, vends in every format, refusals, uploads, presigned URLs, access taken
 * back – with the function's log, every logger of the JVM at its finest, and both standard streams
 * read afterwards.
 */
class SecretsInLogsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT = "the content of a file of alice's";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final List<String> secrets = new ArrayList<>(List.of(CONTENT));
  private final List<String> accessKeyIds = new ArrayList<>();

  @Test
  void no_secret_token_or_signature_is_in_the_log_of_a_whole_run() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream log = new PrintStream(written, true, StandardCharsets.UTF_8);
    StreamHandler handler = new StreamHandler(log, new SimpleFormatter());
    handler.setLevel(Level.ALL);
    Logger ours = Logger.getLogger("bucketpass");
    ours.addHandler(handler);
    ours.setLevel(Level.ALL);
    System.setOut(log);
    System.setErr(log);
    try (LocalApplication application =
        LocalApplication.start(LocalApplication.Options.of(Path.of("..")).log(log::println))) {
      secrets.add(application.operator().secretAccessKey());
      wholeRun(application);
    } finally {
      handler.flush();
      ours.removeHandler(handler);
      System.setOut(out);
      System.setErr(err);
    }
    String text = written.toString(StandardCharsets.UTF_8);
    assertThat(accessKeyIds).isNotEmpty().allSatisfy(id -> assertThat(text).contains(id));
    assertThat(text).contains("CallerRevoked", "PrefixNotAllowed", "credentials.vended");
    assertThat(secrets).hasSizeGreaterThan(20);
    for (String secret : secrets) {
      assertThat(text.contains(secret)).as("the log has a secret in it").isFalse();
    }
    // A token, whoever's it may be.
    assertThat(text).doesNotContain("eyJ").doesNotContain("Bearer ey");
  }

  private void wholeRun(LocalApplication application) throws Exception {
    String alice = remember(passwordToken(application, "alice"));
    JsonNode vended = vend(application, alice, "?duration=15m");
    for (String format : List.of("uppy", "js", "ini", "env", "iceberg")) {
      assertThat(get(application, alice, "/credentials?format=" + format).statusCode())
          .as(format)
          .isEqualTo(200);
    }
    get(application, alice, "/whoami");
    get(application, alice, "/policy");
    get(application, alice, "/credentials?prefix=bob/");
    get(application, alice, "/credentials?access=everything");
    get(application, alice, "/credentials?token=" + alice);
    get(application, remember(new DevTokenClient("a*b").request(application.issuer())), "/whoami");
    DevTokenClient ended = new DevTokenClient("alice").expiresIn(Duration.ofMinutes(-1));
    get(application, remember(ended.request(application.issuer())), "/credentials");
    get(application, alice + "x", "/credentials");
    DevTokenClient huge =
        new DevTokenClient("alice").claims(Map.of("custom:x", "y".repeat(12_000)));
    get(application, remember(huge.request(application.issuer())), "/credentials");
    vend(application, remember(new DevTokenClient("rita").request(application.issuer())), "");
    useS3(application, vended);
    vend(application, remember(passwordToken(application, "bob")), "");
    refuseBob(application);
    HttpResponse<String> refused =
        get(
            application,
            remember(passwordToken(application, "bob")),
            "/credentials?access=read-only");
    assertThat(refused.body()).contains("CallerRevoked");
  }

  /** As {@code bucketpass revoke} does. */
  private static void refuseBob(LocalApplication application) {
    try (IamClient iam =
        IamClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(application.iam())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        application.operator().accessKeyId(),
                        application.operator().secretAccessKey())))
            .build()) {
      iam.putRolePolicy(
          put ->
              put.roleName("bucketpass-CredentialsFunctionRole")
                  .policyName("Refused")
                  .policyDocument(
                      """
                      {"Version": "2012-10-17", "Statement": {"Effect": "Deny",
                        "Action": "sts:AssumeRole", "Resource": "*",
                        "Condition": {"StringEquals": {"sts:SourceIdentity": "bob"}}}}
                      """));
    }
  }

  private void useS3(LocalApplication application, JsonNode vended) throws Exception {
    StaticCredentialsProvider keys =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                vended.get("AccessKeyId").asText(),
                vended.get("SecretAccessKey").asText(),
                vended.get("SessionToken").asText()));
    Region region = Region.of(application.region());
    try (S3Client s3 =
            S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(application.s3())
                .forcePathStyle(true)
                .region(region)
                .credentialsProvider(keys)
                .build();
        S3Presigner presigner =
            S3Presigner.builder()
                .endpointOverride(application.s3())
                .serviceConfiguration(
                    S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .region(region)
                .credentialsProvider(keys)
                .build()) {
      s3.putObject(
          request -> request.bucket(application.bucket()).key("alice/file"),
          RequestBody.fromString(CONTENT));
      for (String key : List.of("alice/file", "bob/file")) {
        String url =
            presigner
                .presignGetObject(
                    request ->
                        request
                            .signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(get -> get.bucket(application.bucket()).key(key)))
                .url()
                .toString();
        secrets.add(url.replaceFirst(".*X-Amz-Signature=([0-9a-f]{64}).*", "$1"));
        send(HttpRequest.newBuilder(URI.create(url)));
      }
    }
  }

  private JsonNode vend(LocalApplication application, String token, String query) throws Exception {
    HttpResponse<String> response = get(application, token, "/credentials" + query);
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode vended = JSON.readTree(response.body());
    accessKeyIds.add(vended.get("AccessKeyId").asText());
    secrets.add(vended.get("SecretAccessKey").asText());
    secrets.add(vended.get("SessionToken").asText());
    return vended;
  }

  private String passwordToken(LocalApplication application, String user) throws Exception {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(application.issuer() + "/oauth2/token"))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "grant_type=password&client_id=%s&username=%s&password=%s"
                            .formatted(application.clientId(), user, user))));
    JsonNode tokens = JSON.readTree(response.body());
    secrets.add(tokens.get("refresh_token").asText());
    remember(tokens.get("access_token").asText());
    return tokens.get("id_token").asText();
  }

  /** Each of a token's parts alone is one too many in a log. */
  private String remember(String token) {
    secrets.addAll(List.of(token.split("\\.", 3)));
    return token;
  }

  private HttpResponse<String> get(LocalApplication application, String token, String path)
      throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(application.api() + path))
            .header("authorization", "Bearer " + token));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
