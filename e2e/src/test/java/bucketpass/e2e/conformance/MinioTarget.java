package bucketpass.e2e.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * MinIO's STS and S3, which know nothing of us: a second opinion of what a session policy lets
 * through. It has no session tags and ignores the role, so of the two locks it judges that one.
 */
final class MinioTarget implements Target {
  private static final String REGION = "us-east-1";
  private static final String BUCKET = "conformance";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Case.Callers callers;
  private final Process process;
  private final Path folder;
  private final URI endpoint;
  private final AwsBasicCredentials root;
  private final Client operator;

  MinioTarget(Path minio, Case.Callers callers) {
    this.callers = callers;
    this.root = AwsBasicCredentials.create("operator", UUID.randomUUID().toString());
    try {
      this.folder = Files.createTempDirectory("conformance-minio");
      int port = freePort();
      this.endpoint = URI.create("http://127.0.0.1:" + port);
      ProcessBuilder server =
          new ProcessBuilder(
              minio.toString(),
              "server",
              "--quiet",
              "--address",
              "127.0.0.1:" + port,
              "--console-address",
              "127.0.0.1:0",
              folder.toString());
      server.environment().put("MINIO_ROOT_USER", root.accessKeyId());
      server.environment().put("MINIO_ROOT_PASSWORD", root.secretAccessKey());
      // Nothing of it may leave the machine: no check for updates, no telemetry.
      server.environment().put("MINIO_UPDATE", "off");
      server.environment().put("MINIO_CALLHOME_ENABLE", "off");
      this.process =
          server.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady();
    this.operator = Client.of(root, endpoint, REGION);
    operator.s3().createBucket(create -> create.bucket(BUCKET));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() {
    HttpRequest live = HttpRequest.newBuilder(endpoint.resolve("/minio/health/ready")).build();
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      if (isReady(live)) {
        return;
      }
      pause();
    }
    throw new IllegalStateException("MinIO did not get ready");
  }

  private static boolean isReady(HttpRequest live) {
    try {
      return HttpClient.newHttpClient().send(live, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100); // between two looks at a process that is starting
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "minio";
  }

  @Override
  public String bucket() {
    return BUCKET;
  }

  @Override
  public Optional<String> cannotJudge(Case one) {
    return one.lock().equals("role") || one.lock().equals("other-tag")
        ? Optional.of("it has no session tags and ignores the role")
        : Optional.empty();
  }

  @Override
  public Client session(Case one) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(StaticCredentialsProvider.create(root))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      String policy = understood(LocalTarget.policy(one.prefix(), one.access(), BUCKET));
      Credentials vended =
          sts.assumeRole(
                  role ->
                      role.roleArn("arn:aws:iam::123456789012:role/ignored")
                          .roleSessionName(callers.name())
                          .policy(policy))
              .credentials();
      return Client.of(
          AwsSessionCredentials.create(
              vended.accessKeyId(), vended.secretAccessKey(), vended.sessionToken()),
          endpoint,
          REGION);
    }
  }

  /** MinIO refuses a policy that names an action it does not know; without it, it grants less. */
  private static String understood(String policy) {
    try {
      JsonNode document = new ObjectMapper().readTree(policy);
      for (JsonNode statement : document.get("Statement")) {
        if (statement.get("Action") instanceof ArrayNode actions) {
          for (int i = actions.size() - 1; i >= 0; i--) {
            if (actions.get(i).asText().equals("s3:GetObjectAcl")) {
              actions.remove(i);
            }
          }
        }
      }
      return document.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Client operator() {
    return operator;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
