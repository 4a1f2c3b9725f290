package bucketpass.cli.options;

import bucketpass.cli.console.CheckedUri;
import bucketpass.cli.console.CommandFailedException;
import bucketpass.cli.login.ApiClient;
import bucketpass.cli.login.LoginStore;
import bucketpass.cli.login.LoginTokenProvider;
import bucketpass.client.BucketpassCredentialsProvider;
import bucketpass.client.TokenProvider;
import bucketpass.core.grant.SessionDuration;
import bucketpass.core.place.AccessLevel;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the API is, and the token to show it: a given one, or that of the login. */
public final class ApiOptions {

  @Option(
      names = "--api",
      paramLabel = "URL",
      defaultValue = "${env:BUCKETPASS_API}",
      description = "The stack's ApiUrl (also BUCKETPASS_API): act as the signed-in caller.")
  private URI api;

  @Option(
      names = "--token",
      paramLabel = "T",
      defaultValue = "${env:BUCKETPASS_TOKEN}",
      description =
          "The caller's token (also BUCKETPASS_TOKEN, which other processes cannot see)"
              + " instead of the login's.")
  private String token;

  public boolean isGiven() {
    return api != null;
  }

  URI uri() {
    if (api == null) {
      throw new CommandFailedException("which API? Give --api URL, the stack's output ApiUrl");
    }
    return CheckedUri.api(api);
  }

  public ApiClient call() {
    return new ApiClient(uri(), token());
  }

  /** The caller's credentials; the API decides what is left out. */
  public BucketpassCredentialsProvider credentials(
      Optional<AccessLevel> access, Optional<String> prefix, Optional<SessionDuration> lifetime) {
    BucketpassCredentialsProvider.Builder builder =
        BucketpassCredentialsProvider.builder(uri(), token());
    access.ifPresent(asked -> builder.access(asked.id()));
    prefix.ifPresent(builder::prefix);
    lifetime.ifPresent(asked -> builder.duration(Duration.ofSeconds(asked.seconds())));
    return builder.build();
  }

  private TokenProvider token() {
    if (token == null) {
      return new LoginTokenProvider(LoginStore.ofUser(), uri());
    }
    String checked = ApiClient.bearer(token).value();
    return () -> checked;
  }
}
