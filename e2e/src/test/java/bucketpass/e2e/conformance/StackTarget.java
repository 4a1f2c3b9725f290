package bucketpass.e2e.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A stack that is deployed on AWS, reached with the user's own credentials.
 *
 * <p>The function is invoked as API Gateway would, with claims of callers that exist nowhere else;
 * the keys it vends are used against the stack's bucket. What the suite writes is under those
 * callers' names, and is removed.
 */
final class StackTarget implements Target {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Case.Callers callers;
  private final AwsCli aws;
  private final String function;
  private final String bucket;
  private final Optional<String> otherBucket;
  private final JsonNode environment;
  private final Client operator;
  private final Map<String, Client> sessions = new HashMap<>();

  /**
   * Finds what the stack is called by.
   *
   * @param otherBucket a bucket that the stack has nothing to do with, to be refused
   */
  StackTarget(String stack, Case.Callers callers, AwsCli aws, Optional<String> otherBucket) {
    this.callers = callers;
    this.aws = aws;
    this.otherBucket = otherBucket;
    JsonNode outputs =
        aws.json("cloudformation", "describe-stacks", "--stack-name", stack)
            .at("/Stacks/0/Outputs");
    this.function = output(outputs, "FunctionName");
    this.bucket = output(outputs, "BucketName");
    this.environment =
        aws.json("lambda", "get-function-configuration", "--function-name", function)
            .at("/Environment/Variables");
    if (!environment.path("BUCKETPASS_PREFIX_TEMPLATE").asText().equals("{sub}/")) {
      throw new IllegalStateException("the cases are for a stack whose prefix template is {sub}/");
    }
    this.operator = Client.of(aws.keys(), aws.s3(), aws.region());
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
    if (!one.lock().equals("both")) {
      return Optional.of(
          "the function alone may assume the role, and never asks for less than both locks");
    }
    return one.operation().endsWith("-other-bucket") && otherBucket.isEmpty()
        ? Optional.of("no -DotherBucket was named")
        : Optional.empty();
  }

  @Override
  public String otherBucket() {
    return otherBucket.orElseThrow();
  }

  /** One session for all cases of a prefix and an access, as an application would have. */
  @Override
  public Client session(Case one) {
    return sessions.computeIfAbsent(one.access() + " " + one.prefix(), asked -> vend(one));
  }

  private Client vend(Case one) {
    JsonNode vended = invoke(event(one));
    return Client.of(
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                vended.get("AccessKeyId").asText(),
                vended.get("SecretAccessKey").asText(),
                vended.get("SessionToken").asText())),
        aws.s3(),
        aws.region());
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
    JsonNode answer = aws.invoke(function, event);
    if (answer.path("statusCode").asInt() != 200) {
      throw new IllegalStateException("the function refused: " + answer.path("body").asText());
    }
    try {
      return JSON.readTree(answer.get("body").asText());
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

  @Override
  public Client operator() {
    return operator;
  }

  /** Removes what cases left, in each version, for a bucket may keep those. */
  @Override
  public void close() {
    for (String prefix : callers.written()) {
      operator.s3().listObjectVersionsPaginator(list -> list.bucket(bucket).prefix(prefix)).stream()
          .flatMap(
              page ->
                  Stream.concat(
                      page.versions().stream().map(v -> Map.entry(v.key(), v.versionId())),
                      page.deleteMarkers().stream().map(m -> Map.entry(m.key(), m.versionId()))))
          .toList()
          .forEach(
              one ->
                  operator
                      .s3()
                      .deleteObject(
                          delete ->
                              delete.bucket(bucket).key(one.getKey()).versionId(one.getValue())));
      operator
          .s3()
          .listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(prefix))
          .uploads()
          .stream()
          .toList()
          .forEach(
              upload ->
                  operator
                      .s3()
                      .abortMultipartUpload(
                          abort ->
                              abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    }
    operator.s3().close();
  }
}
