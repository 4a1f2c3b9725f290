package bucketpass.e2e.soak;

import bucketpass.cli.login.DevTokenClient;
import bucketpass.local.LocalApplication;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One of many, who checks that everything that comes back is their own. */
final class SoakCaller {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] DURATIONS = {"15m", "1h"};

  private final LocalApplication application;
  private final HttpClient http;
  private final S3Client s3;
  private final Latencies latencies;
  private final Set<String> accessKeyIds;
  private final String name;
  private final String neighbour;
  private final String token;

  SoakCaller(
      LocalApplication application,
      HttpClient http,
      S3Client s3,
      Latencies latencies,
      Set<String> accessKeyIds,
      int number,
      int others)
      throws IOException, InterruptedException {
    this.application = application;
    this.http = http;
    this.s3 = s3;
    this.latencies = latencies;
    this.accessKeyIds = accessKeyIds;
    this.name = "caller-" + number;
    this.neighbour = "caller-" + (number + 1) % others;
    this.token = new DevTokenClient(name).request(application.issuer());
  }

  /** Once through: vend, use what was vended, and try where it must not reach. */
  void round(int round) {
    boolean readOnly = round % 4 == 3;
    String access = readOnly ? "read-only" : "read-write";
    String query = "?access=" + access + "&duration=" + DURATIONS[round / 4 % 2];
    JsonNode policy = get("policy", query);
    own(policy.at("/Tags/prefix"), name + "/");
    own(policy.at("/Access"), access);
    own(policy.at("/SourceIdentity"), name);
    JsonNode vended = get("credentials", query);
    own(vended.get("Prefix"), name + "/");
    own(vended.get("Access"), access);
    accessKeyIds.add(vended.get("AccessKeyId").asText());

    StaticCredentialsProvider keys =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                vended.get("AccessKeyId").asText(),
                vended.get("SecretAccessKey").asText(),
                vended.get("SessionToken").asText()));
    if (readOnly) {
      refused("put, read-only", () -> put(keys, name, round));
    } else {
      latencies.of("S3 put", () -> put(keys, name, round));
      String read = latencies.of("S3 get", () -> read(keys, name));
      check(read.equals(text(round)), "read back " + read);
    }
    refused("S3 get, refused", () -> read(keys, neighbour));
  }

  private JsonNode get(String path, String query) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(application.api() + "/" + path + query))
            .header("authorization", token)
            .build();
    HttpResponse<String> response = latencies.of("API " + path, () -> send(request));
    check(response.statusCode() == 200, path + " answered " + response.statusCode());
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Object put(StaticCredentialsProvider keys, String owner, int round) {
    return s3.putObject(
        request ->
            request
                .bucket(application.bucket())
                .key(owner + "/file")
                .overrideConfiguration(with -> with.credentialsProvider(keys)),
        RequestBody.fromString(text(round)));
  }

  private String read(StaticCredentialsProvider keys, String owner) {
    return s3.getObjectAsBytes(
            request ->
                request
                    .bucket(application.bucket())
                    .key(owner + "/file")
                    .overrideConfiguration(with -> with.credentialsProvider(keys)))
        .asUtf8String();
  }

  private String text(int round) {
    return name + " in round " + round;
  }

  private void refused(String call, Runnable attempt) {
    latencies.of(
        call,
        () -> {
          try {
            attempt.run();
          } catch (S3Exception e) {
            check(e.statusCode() == 403, call + " answered " + e.statusCode());
            return null;
          }
          throw new IllegalStateException(name + ": " + call + " was let through");
        });
  }

  private void own(JsonNode value, String expected) {
    check(value.asText().equals(expected), "got " + value + " and not " + expected);
  }

  private void check(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(name + ": " + otherwise);
    }
  }
}
