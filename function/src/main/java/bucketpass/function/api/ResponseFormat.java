package bucketpass.function.api;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import bucketpass.function.event.ApiResponse;
import bucketpass.function.sts.StsCredentials;
import bucketpass.function.sts.VendedCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The shapes in which clients want credentials; {@code docs/clients.md} says which wants which. */
enum ResponseFormat {
  /** One body that {@code credential_process} and the SDKs' container endpoint both accept. */
  JSON("application/json") {
    @Override
    String write(VendedCredentials vend) {
      StsCredentials credentials = vend.credentials();
      return Json.write(
          JsonObject.of(
              "Version", 1,
              "AccessKeyId", credentials.accessKeyId(),
              "SecretAccessKey", credentials.secretAccessKey(),
              "SessionToken", credentials.sessionToken(),
              "Token", credentials.sessionToken(),
              "Expiration", credentials.expiration(),
              "AccountId", credentials.accountId(),
              "Bucket", vend.bucket(),
              "Region", vend.region(),
              "Prefix", vend.grant().prefix(),
              "Access", vend.grant().access(),
              "RefreshAfter", credentials.refreshAfter(),
              "PackedPolicySize", credentials.packedPolicySize()));
    }
  },

  /**
   * What Uppy's {@code getTemporarySecurityCredentials} gives: versions up to 5.1, and later ones.
   */
  UPPY("application/json") {
    @Override
    String write(VendedCredentials vend) {
      StsCredentials credentials = vend.credentials();
      return Json.write(
          JsonObject.of(
              "credentials",
              JsonObject.of(
                  "AccessKeyId", credentials.accessKeyId(),
                  "SecretAccessKey", credentials.secretAccessKey(),
                  "SessionToken", credentials.sessionToken(),
                  "Expiration", credentials.expiration(),
                  "accessKeyId", credentials.accessKeyId(),
                  "secretAccessKey", credentials.secretAccessKey(),
                  "sessionToken", credentials.sessionToken(),
                  "expiration", credentials.expiration()),
              "bucket",
              vend.bucket(),
              "region",
              vend.region()));
    }
  },

  /** The AWS SDK for JavaScript v3; {@code expiration} has yet to become a {@code Date} there. */
  JS("application/json") {
    @Override
    String write(VendedCredentials vend) {
      StsCredentials credentials = vend.credentials();
      return Json.write(
          JsonObject.of(
              "accessKeyId", credentials.accessKeyId(),
              "secretAccessKey", credentials.secretAccessKey(),
              "sessionToken", credentials.sessionToken(),
              "expiration", credentials.expiration()));
    }
  },

  /** A profile for {@code ~/.aws/credentials}. */
  INI("text/plain; charset=utf-8") {
    @Override
    String write(VendedCredentials vend) {
      StsCredentials credentials = vend.credentials();
      return """
          [default]
          aws_access_key_id = %s
          aws_secret_access_key = %s
          aws_session_token = %s
          region = %s
          """
          .formatted(
              oneLine(credentials.accessKeyId()),
              oneLine(credentials.secretAccessKey()),
              oneLine(credentials.sessionToken()),
              oneLine(vend.region()));
    }
  },

  /** For {@code eval} in a shell. */
  ENV("text/plain; charset=utf-8") {
    @Override
    String write(VendedCredentials vend) {
      StsCredentials credentials = vend.credentials();
      return """
          export AWS_ACCESS_KEY_ID=%s
          export AWS_SECRET_ACCESS_KEY=%s
          export AWS_SESSION_TOKEN=%s
          export AWS_REGION=%s
          """
          .formatted(
              quoted(credentials.accessKeyId()),
              quoted(credentials.secretAccessKey()),
              quoted(credentials.sessionToken()),
              quoted(vend.region()));
    }
  },

  /**
   * An Iceberg REST catalog's {@code storage-credentials}.
   *
   * @see <a
   *     href="https://github.com/apache/iceberg/blob/main/open-api/rest-catalog-open-api.yaml">Iceberg
   *     REST catalog</a>
   */
  ICEBERG("application/json") {
    @Override
    String write(VendedCredentials vend) {
      StsCredentials credentials = vend.credentials();
      JsonObject config =
          JsonObject.of(
              "s3.access-key-id", credentials.accessKeyId(),
              "s3.secret-access-key", credentials.secretAccessKey(),
              "s3.session-token", credentials.sessionToken(),
              "s3.session-token-expires-at-ms",
                  Long.toString(credentials.expiration().toEpochMilli()),
              "client.region", vend.region());
      String prefix = "s3://" + vend.bucket() + "/" + vend.grant().prefix();
      return Json.write(
          JsonObject.of(
              "storage-credentials", List.of(JsonObject.of("prefix", prefix, "config", config))));
    }
  };

  private final String contentType;

  ResponseFormat(String contentType) {
    this.contentType = contentType;
  }

  abstract String write(VendedCredentials vend);

  ApiResponse reply(VendedCredentials vend) {
    return ApiResponse.ok(contentType, write(vend));
  }

  /** In single quotes, a POSIX shell takes each character as it is, except the quote itself. */
  static String quoted(String value) {
    return "'" + oneLine(value).replace("'", "'\\''") + "'";
  }

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException if it has a control character, with which a value could add a
   *     line of its own to a file
   */
  static String oneLine(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new IllegalArgumentException("a value has a control character");
      }
    }
    return value;
  }

  static Result<ResponseFormat> parse(String name) {
    List<String> names = new ArrayList<>();
    for (ResponseFormat format : values()) {
      String known = format.name().toLowerCase(Locale.ROOT);
      if (known.equals(name)) {
        return Result.ok(format);
      }
      names.add(known);
    }
    return Result.refused(
        ErrorCode.INVALID_FORMAT, "The format must be one of: " + String.join(", ", names) + ".");
  }
}
