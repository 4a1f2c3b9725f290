package bucketpass.cli;

import bucketpass.client.BucketpassCredentialsProvider;
import bucketpass.client.CallerToken;
import bucketpass.grant.Access;
import bucketpass.grant.Lifetime;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the API is, and the token to show it: a given one, or that of the login. */
final class ApiOptions {

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

  boolean isGiven() {
    return api != null;
  }

  URI uri() {
    if (api == null) {
      throw new CommandFailed("which API? Give --api URL, the stack's output ApiUrl");
    }
    return Uris.api(api);
  }

  Api call() {
    return new Api(uri(), token());
  }

  /** The caller's credentials; the API decides what is left out. */
  BucketpassCredentialsProvider credentials(
      Optional<Access> access, Optional<String> prefix, Optional<Lifetime> lifetime) {
    BucketpassCredentialsProvider.Builder builder =
        BucketpassCredentialsProvider.builder(uri(), token());
    access.ifPresent(asked -> builder.access(asked.id()));
    prefix.ifPresent(builder::prefix);
    lifetime.ifPresent(asked -> builder.duration(Duration.ofSeconds(asked.seconds())));
    return builder.build();
  }

  private CallerToken token() {
    if (token == null) {
      return new LoginToken(Logins.ofUser(), uri());
    }
    String checked = Api.bearer(token).value();
    return () -> checked;
  }
}
