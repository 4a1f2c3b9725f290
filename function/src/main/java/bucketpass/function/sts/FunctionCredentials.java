package bucketpass.function.sts;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * The credentials of the function's own role: from the environment, or, under SnapStart, from the
 * container endpoint only. The SDK's providers do the same in twelve more jars (docs/design).
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html">SnapStart and
 *     credentials</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">Container
 *     credential provider</a>
 */
final class FunctionCredentials {

  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int MAX_BYTES = 20_000;

  /** The time before their expiration at which credentials are refreshed. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  /** The pause after a failed refresh, while the cached credentials are valid. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** The addresses that the SDKs allow without TLS, besides the loopback. */
  private static final Set<String> CONTAINER_HOSTS =
      Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "localhost", "[::1]");

  private final UnaryOperator<String> environment;
  private final Clock clock;
  private AwsCredentialsIdentity fetched;
  private Instant expiration = Instant.MIN;
  private Instant refreshAfter = Instant.MIN;

  FunctionCredentials(UnaryOperator<String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * Returns credentials that are valid now.
   *
   * @throws IOException if there are none, or the endpoint does not give them; the message quotes
   *     neither a credential nor the token
   */
  AwsCredentialsIdentity get() throws IOException {
    Optional<String> id = variable("AWS_ACCESS_KEY_ID");
    Optional<String> secret = variable("AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() && secret.isPresent()) {
      return identity(id.get(), secret.get(), variable("AWS_SESSION_TOKEN"));
    }
    if (id.isPresent() || secret.isPresent()) {
      throw new IOException("the environment has half of an access key");
    }
    return fromContainer();
  }

  private synchronized AwsCredentialsIdentity fromContainer() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(refreshAfter)) {
      return fetched;
    }
    try {
      refresh(now);
    } catch (IOException e) {
      if (!now.isBefore(expiration)) {
        throw e;
      }
      refreshAfter = now.plus(PAUSE).isBefore(expiration) ? now.plus(PAUSE) : expiration;
    }
    return fetched;
  }

  /** Changes nothing unless the whole of a response was understood. */
  private void refresh(Instant now) throws IOException {
    JsonObject response = fetch();
    AwsCredentialsIdentity identity =
        identity(
            required(response, "AccessKeyId"),
            required(response, "SecretAccessKey"),
            optional(response, "Token"));
    Instant end = expiration(response, now);
    if (optional(response, "Expiration").isPresent() && !now.isBefore(end)) {
      throw new IOException("the container endpoint gave credentials that have expired");
    }
    fetched = identity;
    expiration = end;
    refreshAfter = end.minus(EARLY);
  }

  /** Without one, the credentials serve one request only. */
  private static Instant expiration(JsonObject response, Instant now) throws IOException {
    Optional<String> text = optional(response, "Expiration");
    try {
      return text.isPresent() ? OffsetDateTime.parse(text.get()).toInstant() : now;
    } catch (DateTimeException e) {
      throw new IOException("the container endpoint gave an Expiration that is not a time", e);
    }
  }

  private JsonObject fetch() throws IOException {
    URI endpoint = endpoint();
    Optional<String> token = token();
    HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false); // the token is for this host only
    if (token.isPresent()) {
      connection.setRequestProperty("Authorization", token.get());
    }
    int status = connection.getResponseCode();
    if (status != 200) {
      throw new IOException("the container endpoint answered with status " + status);
    }
    byte[] body;
    try (InputStream in = connection.getInputStream()) {
      body = in.readNBytes(MAX_BYTES);
    }
    try {
      return Json.read(body);
    } catch (IOException e) {
      // Without its cause, whose message may quote a secret.
      throw new IOException("the container endpoint gave no JSON object");
    }
  }

  private URI endpoint() throws IOException {
    String address =
        variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")
            .orElseThrow(
                () -> new IOException("the environment has neither keys nor a container endpoint"));
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IOException("AWS_CONTAINER_CREDENTIALS_FULL_URI is not an address", e);
    }
    if (uri.getHost() == null || !mayGetToken(uri)) {
      throw new IOException(
          "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor on this machine");
    }
    return uri;
  }

  private static boolean mayGetToken(URI uri) {
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme())
            && (CONTAINER_HOSTS.contains(uri.getHost())
                || uri.getHost().matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")));
  }

  private Optional<String> token() throws IOException {
    Optional<String> file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    Optional<String> token =
        file.isPresent()
            ? Optional.of(read(file.get()).strip())
            : variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    // HttpURLConnection refuses one too, with a message that quotes it.
    if (token.isPresent() && token.get().chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IOException("the container authorization token has a control character");
    }
    return token;
  }

  private static String read(String file) throws IOException {
    try {
      return Files.readString(Path.of(file));
    } catch (InvalidPathException e) {
      throw new IOException("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is not a path", e);
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.apply(name)).filter(text -> !text.isEmpty());
  }

  private static String required(JsonObject response, String name) throws IOException {
    return optional(response, name)
        .orElseThrow(() -> new IOException("the container endpoint gave no " + name));
  }

  /** Absent is one thing, and what is not text is another. */
  private static Optional<String> optional(JsonObject response, String name) throws IOException {
    Object value = response.members().get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isEmpty()) {
      return Optional.of(text);
    }
    throw new IOException("the container endpoint gave a " + name + " that is not understood");
  }

  private static AwsCredentialsIdentity identity(String id, String secret, Optional<String> token) {
    return token.isPresent()
        ? AwsSessionCredentialsIdentity.create(id, secret, token.get())
        : AwsCredentialsIdentity.create(id, secret);
  }
}
