package bucketpass.e2e.conformance;

import bucketpass.testkit.TestRequirement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * The user's AWS CLI, for the calls whose SDK modules the suite would need for nothing else.
 *
 * @param keys the user's own, for S3
 * @param s3 where S3 is, if not on AWS
 * @param environment what to set for the CLI besides the user's own
 */
public record AwsCli(
    String region, AwsCredentialsProvider keys, Optional<URI> s3, Map<String, String> environment) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The region and the credentials that the user has set, and AWS. */
  public static AwsCli ofTheUser() {
    return new AwsCli(
        DefaultAwsRegionProviderChain.builder().build().getRegion().id(),
        DefaultCredentialsProvider.builder().build(),
        Optional.empty(),
        Map.of());
  }

  /** The answer of a command. */
  public JsonNode json(String... arguments) {
    List<String> command = new ArrayList<>(List.of(TestRequirement.program("aws").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--region", region, "--output", "json"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      JsonNode answer = JSON.readTree(process.getInputStream());
      if (process.waitFor() != 0) {
        throw new IllegalStateException("failed: aws " + arguments[0] + " " + arguments[1]);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Invokes a function with an event. In files, which both versions of the CLI read alike. */
  JsonNode invoke(String function, JsonNode event) {
    try {
      Path payload = Files.createTempFile("conformance", ".json");
      try {
        JSON.writeValue(payload.toFile(), event);
        json(
            "lambda",
            "invoke",
            "--function-name",
            function,
            "--qualifier",
            "live",
            "--payload",
            "fileb://" + payload,
            payload.toString());
        return JSON.readTree(payload.toFile());
      } finally {
        Files.delete(payload);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
