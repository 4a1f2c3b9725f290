package bucketpass.cli;

import bucketpass.client.BucketpassCredentialsProvider;
import bucketpass.client.VendedCredentials;
import bucketpass.grant.Access;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What is tried at the API, as one caller. */
final class ApiProbes {

  private final URI api;
  private final String token;

  ApiProbes(URI api, String token) {
    this.api = api;
    this.token = token;
  }

  JsonNode whoami() throws IOException, InterruptedException {
    return new Api(api, () -> token).get("whoami");
  }

  int vend(Access access) throws IOException, InterruptedException {
    return status("credentials?access=" + access.id(), token);
  }

  S3Client s3(Access access, AwsOptions aws) {
    try (BucketpassCredentialsProvider caller =
        BucketpassCredentialsProvider.builder(api, () -> token).access(access.id()).build()) {
      VendedCredentials vended = caller.vended();
      return aws.s3(
          StaticCredentialsProvider.create(vended.credentials()), Region.of(vended.region()));
    }
  }

  /** What the API must refuse, whoever asks. */
  void refusals(String otherPrefix, String expired, VerifyTable table)
      throws IOException, InterruptedException {
    table.row("the API", "no token", 401, status("credentials", ""));
    table.row("the API", "forged token", 401, status("credentials", forged()));
    if (expired != null) {
      table.row("the API", "expired token", 401, status("credentials", expired));
    }
    table.row(
        "the API", "another's prefix", 403, status("credentials?prefix=" + otherPrefix, token));
  }

  /** The same claims under a signature with its first character changed. */
  private String forged() {
    int signature = token.lastIndexOf('.') + 1;
    char other = token.charAt(signature) == 'A' ? 'B' : 'A';
    return token.substring(0, signature) + other + token.substring(signature + 1);
  }

  private int status(String pathAndQuery, String bearer) throws IOException, InterruptedException {
    return new Api(api, () -> bearer).send(pathAndQuery, bearer).statusCode();
  }
}
