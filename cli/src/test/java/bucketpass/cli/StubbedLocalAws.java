package bucketpass.cli;

import bucketpass.cli.console.PrettyJson;
import bucketpass.local.LocalAws;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.template.ResolvedTemplate;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The local STS and S3 with the template's roles, and commands run against them as the operator.
 */
final class StubbedLocalAws implements AutoCloseable {

  private static final Path TEMPLATE = Path.of("..", "template.yaml");

  private final ResolvedTemplate template = ResolvedTemplate.read(TEMPLATE, Map.of());
  private final LocalAws endpoints = LocalAws.start(template, LocalAws.Options.loopback());

  StubbedLocalAws() {
    OperatorKeys operator = endpoints.operator();
    System.setProperty("aws.accessKeyId", operator.accessKeyId());
    System.setProperty("aws.secretAccessKey", operator.secretAccessKey());
  }

  String bucket() {
    return template.bucketName();
  }

  String operatorId() {
    return endpoints.operator().accessKeyId();
  }

  String roleArn() {
    return template.vendedRole().arn();
  }

  /** Runs a command that calls STS. */
  CommandRun sts(String... args) {
    return run("--sts-endpoint=" + endpoints.sts(), args);
  }

  /** Runs a command that calls S3. */
  CommandRun s3(String... args) {
    return run("--s3-endpoint=" + endpoints.s3(), args);
  }

  /** Runs a command that calls IAM. */
  CommandRun iam(String... args) {
    return run("--iam-endpoint=" + endpoints.iam(), args);
  }

  private static CommandRun run(String endpoint, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add(endpoint);
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** S3 as the operator. */
  S3Client operator() {
    return s3(DefaultCredentialsProvider.builder().build().resolveCredentials());
  }

  /** S3 with credentials that a command printed as JSON. */
  S3Client vended(String json) {
    JsonNode keys = PrettyJson.read(json, "the credentials");
    return s3(
        AwsSessionCredentials.create(
            keys.get("AccessKeyId").asText(),
            keys.get("SecretAccessKey").asText(),
            keys.get("SessionToken").asText()));
  }

  S3Client s3(AwsCredentials keys) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoints.s3())
        .forcePathStyle(true)
        .region(Region.of(template.region()))
        .credentialsProvider(StaticCredentialsProvider.create(keys))
        .build();
  }

  void put(String key, String content) {
    try (S3Client s3 = operator()) {
      s3.putObject(put -> put.bucket(bucket()).key(key), RequestBody.fromString(content));
    }
  }

  @Override
  public void close() {
    endpoints.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }
}
