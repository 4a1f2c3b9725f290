package bucketpass.cli.local;

import bucketpass.cli.console.PrettyJson;
import bucketpass.local.LocalApplication;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A user of the demo: signs in and calls the API over HTTP, as any client would. */
public final class DemoCaller {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final LocalApplication application;
  private final String token;

  private DemoCaller(LocalApplication application, String token) {
    this.application = application;
    this.token = token;
  }

  static DemoCaller signIn(LocalApplication application, String name)
      throws IOException, InterruptedException {
    String form =
        "grant_type=password&client_id=%s&username=%s&password=%s"
            .formatted(application.clientId(), name, name);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(application.issuer() + "/oauth2/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return withToken(
        application,
        PrettyJson.read(response.body(), "the sign-in's answer").path("id_token").asText());
  }

  static DemoCaller withToken(LocalApplication application, String token) {
    return new DemoCaller(application, token);
  }

  String token() {
    return token;
  }

  /** What the token says, unverified: the API verifies. */
  JsonNode claims() {
    String payload = token.split("\\.", 3)[1];
    return PrettyJson.read(
        new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8), "the token");
  }

  HttpResponse<String> call(String pathAndQuery) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(application.api() + pathAndQuery))
            .header("authorization", "Bearer " + token)
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /**
   * @throws StepReport.Otherwise where the API refuses
   */
  JsonNode get(String pathAndQuery) throws IOException, InterruptedException, StepReport.Otherwise {
    HttpResponse<String> response = call(pathAndQuery);
    StepReport.expect(
        response.statusCode() == 200,
        "the API answered " + response.statusCode() + ": " + response.body());
    return PrettyJson.read(response.body(), "the API's answer");
  }

  /** The vended keys, for the SDK. */
  public static AwsCredentials keys(JsonNode vended) {
    return AwsSessionCredentials.create(
        vended.get("AccessKeyId").asText(),
        vended.get("SecretAccessKey").asText(),
        vended.get("SessionToken").asText());
  }

  public static S3Client s3(LocalApplication application, AwsCredentials keys) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(application.s3())
        .forcePathStyle(true)
        .region(Region.of(application.region()))
        .credentialsProvider(StaticCredentialsProvider.create(keys))
        .build();
  }
}
