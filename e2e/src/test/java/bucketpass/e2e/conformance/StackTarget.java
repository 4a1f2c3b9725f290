package bucketpass.e2e.conformance;

import bucketpass.testkit.Needs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A stack that is deployed on AWS, reached with the user's own credentials through the AWS CLI.
 *
 * <p>The function is invoked as API Gateway would, with claims of callers that exist nowhere else;
 * the keys it vends are used against the stack's bucket. What the suite writes is under those
 * callers' names, and is removed.
 */
final class StackTarget implements Target {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Case.Callers callers;
  private final String region;
  private final String function;
  private final String bucket;
  private final JsonNode environment;
  private final Client operator;

  StackTarget(String stack, Case.Callers callers) {
    this.callers = callers;
    this.region = text(aws("configure", "get", "region"));
    JsonNode outputs =
        json(
            aws(
                "cloudformation",
                "describe-stacks",
                "--stack-name",
                stack,
                "--query",
                "Stacks[0].Outputs",
                "--output",
                "json"));
    this.function = output(outputs, "FunctionName");
    this.bucket = output(outputs, "BucketName");
    this.environment =
        json(
            aws(
                "lambda",
                "get-function-configuration",
                "--function-name",
                function,
                "--query",
                "Environment.Variables",
                "--output",
                "json"));
    this.operator =
        Client.of(DefaultCredentialsProvider.builder().build(), Optional.empty(), region);
  }

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public String bucket() {
    return bucket;
  }

  @Override
  public Optional<String> cannotJudge(Case one) {
    return one.lock().equals("both")
        ? Optional.empty()
        : Optional.of(
            "the function alone may assume the role, and never asks for less than both locks");
  }

  @Override
  public Client session(Case one) {
    JsonNode vended = invoke(event(one));
    return Client.of(
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                vended.get("AccessKeyId").asText(),
                vended.get("SecretAccessKey").asText(),
                vended.get("SessionToken").asText())),
        Optional.empty(),
        region);
  }

  private ObjectNode event(Case one) {
    long now = Instant.now().getEpochSecond();
    Map<String, String> claims =
        Map.of(
            "sub", callers.name(),
            "iss", environment.get("BUCKETPASS_ISSUER").asText(),
            "aud", environment.get("BUCKETPASS_AUDIENCE").asText().split(",", 2)[0],
            "token_use", "id",
            "iat", Long.toString(now),
            "exp", Long.toString(now + 300),
            "cognito:groups", groups(one.access()));
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0").put("routeKey", "POST /credentials").put("rawPath", "/credentials");
    event.putObject("headers").put("content-type", "application/json");
    ObjectNode context = event.putObject("requestContext");
    context.putObject("http").put("method", "POST").put("path", "/credentials");
    context.putObject("authorizer").putObject("jwt").set("claims", JSON.valueToTree(claims));
    event.put(
        "body",
        JSON.createObjectNode().put("access", one.access()).put("prefix", one.prefix()).toString());
    event.put("isBase64Encoded", false);
    return event;
  }

  /** The group that the stack maps to an access; a caller in none has the default. */
  private String groups(String access) {
    for (String mapping : environment.path("BUCKETPASS_GROUP_ACCESS").asText().split(",", -1)) {
      if (mapping.endsWith("=" + access)) {
        return "[%s]".formatted(mapping.substring(0, mapping.indexOf('=')));
      }
    }
    return "[]";
  }

  private JsonNode invoke(ObjectNode event) {
    try {
      Path reply = Files.createTempFile("conformance", ".json");
      try {
        aws(
            "lambda",
            "invoke",
            "--function-name",
            function,
            "--qualifier",
            "live",
            "--cli-binary-format",
            "raw-in-base64-out",
            "--payload",
            event.toString(),
            reply.toString());
        JsonNode answer = JSON.readTree(reply.toFile());
        if (answer.path("statusCode").asInt() != 200) {
          throw new IllegalStateException("the function refused: " + answer.path("body").asText());
        }
        return JSON.readTree(answer.get("body").asText());
      } finally {
        Files.delete(reply);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String output(JsonNode outputs, String key) {
    for (JsonNode output : outputs) {
      if (output.path("OutputKey").asText().equals(key)) {
        return output.get("OutputValue").asText();
      }
    }
    throw new IllegalStateException("the stack has no output " + key);
  }

  private static byte[] aws(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Needs.program("aws").toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("failed: aws " + arguments[0] + " " + arguments[1]);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] output) {
    return new String(output, java.nio.charset.StandardCharsets.UTF_8).strip();
  }

  private static JsonNode json(byte[] output) {
    try {
      return JSON.readTree(output);
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
    operator.s3().close();
  }
}
