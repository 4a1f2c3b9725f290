package bucketpass.local.s3;

import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.DecodedRequest;
import bucketpass.local.protocol.UriEncoding;
import bucketpass.local.s3.S3OperationSpec.Level;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A request that is understood: one operation on one bucket or key.
 *
 * @param bucket empty text for the service itself
 * @param key empty text for the bucket itself
 */
record ParsedS3Request(
    DecodedRequest request,
    S3OperationSpec operation,
    String bucket,
    String key,
    Optional<Source> source) {

  /** What a copy reads. */
  record Source(String bucket, String key, Optional<String> versionId) {
    /** Percent-encoded, as the header wants it. */
    String header() {
      return UriEncoding.encodePath("/" + bucket + "/" + key)
          + versionId.map(id -> "?versionId=" + UriEncoding.encode(id)).orElse("");
    }
  }

  private static final int LONGEST_KEY_BYTES = 1024;

  /**
   * Parameters that any request may have: the signature of a presigned one, and the SDKs' own hint.
   */
  private static final Set<String> ANYWHERE =
      Set.of(
          "X-Amz-Algorithm",
          "X-Amz-Content-Sha256",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-Security-Token",
          "X-Amz-Signature",
          "X-Amz-SignedHeaders",
          "x-id");

  /** Understands a request, or refuses it. */
  static ParsedS3Request of(DecodedRequest request) {
    String[] path = request.path().split("/", 3);
    String bucket = path.length > 1 ? path[1] : "";
    String key = path.length > 2 ? path[2] : "";
    Level level = key.isEmpty() ? bucket.isEmpty() ? Level.SERVICE : Level.BUCKET : Level.OBJECT;
    if (bucket.isEmpty() && !key.isEmpty()) {
      throw new AwsErrorException(400, "InvalidBucketName", "The specified bucket is not valid.");
    }
    requireFits(key);
    Set<String> given = new HashSet<>(request.parameters().keySet());
    given.removeAll(ANYWHERE);
    Optional<Source> source =
        request.header(S3OperationSpec.COPY_SOURCE).map(ParsedS3Request::source);
    if (source.isPresent()) {
      given.add(S3OperationSpec.COPY_SOURCE);
    }
    S3OperationSpec operation =
        S3OperationSpec.of(request.method(), level, given)
            .orElseThrow(
                () ->
                    new AwsErrorException(
                        403,
                        "AccessDenied",
                        "The local S3 knows no such operation, and denies what it does not know."));
    return new ParsedS3Request(request, operation, bucket, key, source);
  }

  /** The put of one object that a browser's form asks for. */
  static ParsedS3Request ofForm(DecodedRequest request, String bucket, String key) {
    requireFits(key);
    return new ParsedS3Request(
        request,
        S3OperationSpec.of(request.method(), Level.BUCKET, Set.of()).orElseThrow(),
        bucket,
        key,
        Optional.empty());
  }

  private static void requireFits(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY_BYTES) {
      throw new AwsErrorException(400, "KeyTooLongError", "Your key is too long");
    }
  }

  private static Source source(String header) {
    try {
      return readSource(header);
    } catch (IllegalArgumentException e) {
      throw invalidSource();
    }
  }

  private static Source readSource(String header) {
    int query = header.indexOf('?');
    String path = query < 0 ? header : header.substring(0, query);
    Optional<String> version = Optional.empty();
    if (query >= 0) {
      var parameters = DecodedRequest.parameters(header.substring(query + 1));
      version = Optional.ofNullable(parameters.get("versionId"));
      if (version.isEmpty() || parameters.size() > 1) {
        throw invalidSource();
      }
    }
    String decoded = UriEncoding.decode(path);
    String[] parts = (decoded.startsWith("/") ? decoded.substring(1) : decoded).split("/", 2);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw invalidSource();
    }
    return new Source(parts[0], parts[1], version);
  }

  private static AwsErrorException invalidSource() {
    return new AwsErrorException(
        400,
        "InvalidArgument",
        "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
  }

  /** The version that the request names. */
  Optional<String> versionId() {
    return request.parameter("versionId");
  }
}
