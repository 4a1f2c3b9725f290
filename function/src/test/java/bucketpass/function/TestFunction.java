package bucketpass.function;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The function as the tests call it: event in, reply and log out. */
public final class TestFunction {

  public static final String ISSUER =
      "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE";
  public static final String CLIENT = "exampleclientid";

  /** A reply of the function. */
  public record Reply(int status, JsonObject headers, String body) {
    public JsonObject json() {
      try {
        return Json.read(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    public String code() {
      return json().text("code").orElse("");
    }
  }

  private final CredentialsFunction handler;
  private final List<String> log = new CopyOnWriteArrayList<>();

  public TestFunction(StubSts sts, Clock clock) {
    this(environment(sts), clock);
  }

  public TestFunction(Map<String, String> environment, Clock clock) {
    handler = new CredentialsFunction(environment::get, clock);
  }

  /** What the template would tell the function, with STS on this machine. */
  public static Map<String, String> environment(StubSts sts) {
    return environment(sts.uri());
  }

  public static Map<String, String> environment(URI sts) {
    return new HashMap<>(
        Map.ofEntries(
            Map.entry("AWS_REGION", "us-east-1"),
            Map.entry("AWS_ACCESS_KEY_ID", "ASIAFUNCTION"),
            Map.entry("AWS_SECRET_ACCESS_KEY", "the-functions-own-secret"),
            Map.entry("AWS_SESSION_TOKEN", "the-functions-own-token"),
            Map.entry("AWS_ENDPOINT_URL_STS", sts.toString()),
            Map.entry("BUCKETPASS_BUCKET", "example-bucket"),
            Map.entry("BUCKETPASS_ROLE_ARN", "arn:aws:iam::123456789012:role/vended"),
            Map.entry("BUCKETPASS_ISSUER", ISSUER),
            Map.entry("BUCKETPASS_AUDIENCE", CLIENT),
            Map.entry("BUCKETPASS_TOKEN_USE", "id,access"),
            Map.entry("BUCKETPASS_PREFIX_TEMPLATE", "{sub}/"),
            Map.entry("BUCKETPASS_DEFAULT_ACCESS", "read-write"),
            Map.entry("BUCKETPASS_GROUP_ACCESS", "readers=read-only,uploaders=write-once")));
  }

  public Reply call(JsonObject event) {
    return call(Json.write(event));
  }

  public Reply call(String event) {
    return call(event.getBytes(StandardCharsets.UTF_8));
  }

  public Reply call(byte[] event) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), output, new LambdaContext());
      JsonObject reply = Json.read(output.toByteArray());
      return new Reply(
          Math.toIntExact((Long) reply.get("statusCode")),
          reply.object("headers"),
          reply.text("body").orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines that the function has logged. */
  public List<String> log() {
    return log;
  }

  private final class LambdaContext implements Context {

    @Override
    public String getAwsRequestId() {
      return "a5b3e1c2-1111-2222-3333-444455556666";
    }

    @Override
    public String getLogGroupName() {
      return "/aws/lambda/bucketpass";
    }

    @Override
    public String getLogStreamName() {
      return "test";
    }

    @Override
    public String getFunctionName() {
      return "bucketpass";
    }

    @Override
    public String getFunctionVersion() {
      return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "arn:aws:lambda:us-east-1:123456789012:function:bucketpass:live";
    }

    @Override
    public CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public ClientContext getClientContext() {
      return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
      return 10_000;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 512;
    }

    @Override
    public LambdaLogger getLogger() {
      return new LambdaLogger() {
        @Override
        public void log(String message) {
          log.add(message);
        }

        @Override
        public void log(byte[] message) {
          log.add(new String(message, StandardCharsets.UTF_8));
        }
      };
    }
  }
}
