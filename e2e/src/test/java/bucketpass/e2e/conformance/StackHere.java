package bucketpass.e2e.conformance;

import bucketpass.function.CredentialsFunction;
import bucketpass.local.LocalAws;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.gateway.LambdaContext;
import bucketpass.local.policy.AuthorizationRequest;
import bucketpass.local.policy.PolicyDecision;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.PolicyEvaluator;
import bucketpass.local.template.ResolvedTemplate;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * What the suite asks of AWS, answered on this machine: the function itself, the local STS and S3,
 * and as much of CloudFormation, Lambda and IAM as the AWS CLI is sent to. It shows that the code
 * for AWS runs; it shows nothing of AWS.
 */
public final class StackHere implements AutoCloseable {
  /** The name of the stack, and of its function. */
  static final String NAME = "here";

  private static final String FUNCTION = "/2015-03-31/functions/" + NAME;
  private static final LambdaContext.Settings SETTINGS =
      new LambdaContext.Settings(NAME, "arn:aws:lambda:::here", Duration.ofSeconds(15), line -> {});
  private static final JsonMapper JSON = new JsonMapper();

  private final ResolvedTemplate template =
      ResolvedTemplate.read(Path.of("..", "template.yaml"), Map.of());
  private final LocalAws endpoints = LocalAws.start(template, LocalAws.Options.loopback());
  private final CredentialsFunction function =
      new CredentialsFunction(environment()::get, Clock.systemUTC());
  private final HttpServer server;

  /** Starts it. */
  public StackHere() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The user of this AWS, who may do everything. */
  public AwsCli user() {
    OperatorKeys operator = endpoints.operator();
    return new AwsCli(
        template.region(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(operator.accessKeyId(), operator.secretAccessKey())),
        Optional.of(endpoints.s3()),
        Map.of(
            "AWS_MAX_ATTEMPTS",
            "1",
            "AWS_ENDPOINT_URL",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "AWS_ACCESS_KEY_ID",
            operator.accessKeyId(),
            "AWS_SECRET_ACCESS_KEY",
            operator.secretAccessKey()));
  }

  private Map<String, String> environment() {
    OperatorKeys keys = endpoints.function();
    Map<String, String> environment = new HashMap<>(template.functionEnvironment());
    environment.put("AWS_REGION", template.region());
    environment.put("AWS_ENDPOINT_URL_STS", endpoints.sts().toString());
    environment.put("AWS_ACCESS_KEY_ID", keys.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
    keys.sessionToken().ifPresent(token -> environment.put("AWS_SESSION_TOKEN", token));
    return environment;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] answer = answer(exchange.getRequestURI(), exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private byte[] answer(URI uri, byte[] body) throws IOException {
    if (uri.getPath().equals(FUNCTION + "/configuration")) {
      return JSON.writeValueAsBytes(
          Map.of("Environment", Map.of("Variables", template.functionEnvironment())));
    }
    if (uri.toString().equals(FUNCTION + "/invocations?Qualifier=live")) {
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      function.handleRequest(new ByteArrayInputStream(body), reply, new LambdaContext(SETTINGS));
      return reply.toByteArray();
    }
    Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
    return switch (form.get("Action")) {
      case "DescribeStacks" -> xml(form.get("Action"), stacks());
      case "SimulateCustomPolicy" -> xml(form.get("Action"), simulate(form));
      default -> throw new IOException("not asked for on AWS: " + form.get("Action"));
    };
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1])));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static byte[] xml(String action, String result) {
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
        .formatted(action, result)
        .getBytes(StandardCharsets.UTF_8);
  }

  private String stacks() {
    String outputs =
        Map.of("FunctionName", NAME, "BucketName", template.bucketName()).entrySet().stream()
            .map(
                output ->
                    "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
                        .formatted(output.getKey(), output.getValue()))
            .collect(Collectors.joining());
    return "<Stacks><member><Outputs>%s</Outputs></member></Stacks>".formatted(outputs);
  }

  private static String simulate(Map<String, String> form) {
    Map<String, List<String>> context = new HashMap<>();
    for (int i = 1; form.containsKey("ContextEntries.member.%d.ContextKeyName".formatted(i)); i++) {
      String entry = "ContextEntries.member.%d.".formatted(i);
      context.put(
          form.get(entry + "ContextKeyName"),
          new ArrayList<>(List.of(form.get(entry + "ContextKeyValues.member.1"))));
    }
    PolicyDecision decision =
        PolicyEvaluator.evaluate(
            List.of(PolicyDocument.parse(form.get("PolicyInputList.member.1"))),
            new AuthorizationRequest(
                form.get("ActionNames.member.1"), form.get("ResourceArns.member.1"), context));
    return "<EvaluationResults><member><EvalDecision>%s</EvalDecision></member></EvaluationResults>"
        .formatted(
            Map.of(
                    PolicyDecision.ALLOW, "allowed",
                    PolicyDecision.EXPLICIT_DENY, "explicitDeny",
                    PolicyDecision.IMPLICIT_DENY, "implicitDeny")
                .get(decision));
  }

  @Override
  public void close() {
    server.stop(0);
    endpoints.close();
  }
}
