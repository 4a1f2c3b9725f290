package bucketpass.cli.verify;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.cli.login.ApiClient;
import bucketpass.cli.options.AwsOptions;
import bucketpass.client.BearerToken;
import bucketpass.client.BucketpassCredentials;
import bucketpass.client.BucketpassCredentialsProvider;
import bucketpass.core.place.AccessLevel;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Attempts at the API, as one caller. */
final class ApiProbes {

  private final URI api;
  private final BearerToken token;

  ApiProbes(URI api, String token) {
    this.api = api;
    this.token = ApiClient.bearer(token);
    if (this.token.value().indexOf('.') < 0 || this.token.value().endsWith(".")) {
      throw new CommandFailedException("--token is not a signed token: give the whole JWT");
    }
  }

  JsonNode whoami() throws IOException, InterruptedException {
    return new ApiClient(api, token::value).get("whoami");
  }

  int vend(AccessLevel access) throws IOException, InterruptedException {
    return status("credentials?access=" + access.id(), token);
  }

  S3Client s3(AccessLevel access, AwsOptions aws) {
    try (BucketpassCredentialsProvider caller =
        BucketpassCredentialsProvider.builder(api, token::value).access(access.id()).build()) {
      BucketpassCredentials vended = caller.vended();
      return aws.s3(
          StaticCredentialsProvider.create(vended.credentials()), Region.of(vended.region()));
    }
  }

  /** Attempts that the API must refuse, for every caller. */
  void refusals(String otherPrefix, String expired, VerificationTable table)
      throws IOException, InterruptedException {
    table.row("the API", "no token", 401, api().sendWithoutToken("credentials").statusCode());
    table.row("the API", "forged token", 401, status("credentials", forged()));
    if (expired != null) {
      table.row("the API", "expired token", 401, status("credentials", ApiClient.bearer(expired)));
    }
    String other = URLEncoder.encode(otherPrefix, StandardCharsets.UTF_8);
    table.row("the API", "another's prefix", 403, status("credentials?prefix=" + other, token));
  }

  /** The same claims under a signature with its first character changed. */
  private BearerToken forged() {
    String value = token.value();
    int signature = value.lastIndexOf('.') + 1;
    char other = value.charAt(signature) == 'A' ? 'B' : 'A';
    return ApiClient.bearer(value.substring(0, signature) + other + value.substring(signature + 1));
  }

  private int status(String pathAndQuery, BearerToken bearer)
      throws IOException, InterruptedException {
    return api().send(pathAndQuery, bearer).statusCode();
  }

  private ApiClient api() {
    return new ApiClient(api, token::value);
  }
}
