package bucketpass.sts;

import bucketpass.json.Json;
import bucketpass.json.JsonObject;
import bucketpass.json.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The keys of the function's own role: from the environment, or, under SnapStart, from the
 * container endpoint alone.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html">SnapStart and
 *     credentials</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">Container
 *     credential provider</a>
 */
final class FunctionKeys {

  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int MAX_BYTES = 20_000;
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final UnaryOperator<String> environment;
  private final Clock clock;
  private AwsKeys fetched;
  private Instant refreshAfter = Instant.MIN;

  FunctionKeys(UnaryOperator<String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * @throws IOException if there are none, or the endpoint does not give them
   */
  AwsKeys get() throws IOException {
    String id = environment.apply("AWS_ACCESS_KEY_ID");
    String secret = environment.apply("AWS_SECRET_ACCESS_KEY");
    if (id != null && secret != null) {
      return new AwsKeys(id, secret, Optional.ofNullable(environment.apply("AWS_SESSION_TOKEN")));
    }
    return fromContainer();
  }

  private synchronized AwsKeys fromContainer() throws IOException {
    if (!clock.instant().isBefore(refreshAfter)) {
      JsonObject answer = fetch();
      fetched =
          new AwsKeys(
              required(answer, "AccessKeyId"),
              required(answer, "SecretAccessKey"),
              answer.text("Token"));
      refreshAfter =
          answer.text("Expiration").map(Timestamp::parse).orElse(clock.instant()).minus(EARLY);
    }
    return fetched;
  }

  private JsonObject fetch() throws IOException {
    String address = environment.apply("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (address == null) {
      throw new IOException("the environment has neither keys nor a container endpoint");
    }
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    Optional<String> token = token();
    if (token.isPresent()) {
      connection.setRequestProperty("Authorization", token.get());
    }
    try (InputStream body = connection.getInputStream()) {
      return Json.read(body.readNBytes(MAX_BYTES));
    }
  }

  private Optional<String> token() throws IOException {
    String file = environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    if (file != null) {
      return Optional.of(Files.readString(Path.of(file)).strip());
    }
    return Optional.ofNullable(environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
  }

  private static String required(JsonObject answer, String name) throws IOException {
    return answer
        .text(name)
        .orElseThrow(() -> new IOException("the container endpoint gave no " + name));
  }
}
