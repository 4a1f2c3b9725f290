package bucketpass.function.snapstart;

import java.time.Instant;
import java.util.Map;

/** The settings and the event of a vend that loads code and opens nothing. */
public final class PrimingExample {

  static final String SESSION = "priming";

  private static final String ISSUER = "https://issuer.example.com";
  private static final String CLIENT = "priming";

  private PrimingExample() {}

  /** Returns an environment like the template's, with values of no real account. */
  public static Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("AWS_REGION", "us-east-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "priming"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "priming"),
        Map.entry("AWS_SESSION_TOKEN", "priming"),
        Map.entry("BUCKETPASS_BUCKET", "priming"),
        Map.entry("BUCKETPASS_ROLE_ARN", "arn:aws:iam::123456789012:role/priming"),
        Map.entry("BUCKETPASS_ISSUER", ISSUER),
        Map.entry("BUCKETPASS_AUDIENCE", CLIENT),
        Map.entry("BUCKETPASS_TOKEN_USE", "id"),
        Map.entry("BUCKETPASS_PREFIX_TEMPLATE", "{sub}/"),
        Map.entry("BUCKETPASS_DEFAULT_ACCESS", "read-write"),
        Map.entry("BUCKETPASS_GROUP_ACCESS", "readers=read-only"));
  }

  /** Returns an event of an HTTP API with a request for credentials, valid for one minute. */
  public static String event() {
    long now = Instant.now().getEpochSecond();
    return """
        {"version":"2.0","routeKey":"POST /credentials","rawPath":"/credentials",
        "headers":{"content-type":"application/json"},"isBase64Encoded":false,
        "body":"{\\"access\\":\\"read-only\\",\\"duration\\":\\"15m\\"}",
        "requestContext":{"http":{"method":"POST","path":"/credentials"},"routeKey":"POST /credentials",
        "authorizer":{"jwt":{"claims":{"sub":"%s","iss":"%s","aud":"%s","token_use":"id",
        "iat":"%d","exp":"%d","cognito:groups":"[others]"}}}}}
        """
        .formatted(SESSION, ISSUER, CLIENT, now, now + 60);
  }
}
