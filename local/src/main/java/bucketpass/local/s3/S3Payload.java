package bucketpass.local.s3;

import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.DecodedRequest;
import bucketpass.local.protocol.SigV4Signature;
import bucketpass.local.protocol.SignatureVerifier;
import bucketpass.local.protocol.SigningKey;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.checksum.ChecksumValidatingInputStream;
import org.gaul.s3proxy.checksum.ChunkedInputStream;
import org.gaul.s3proxy.checksum.FlexChecksum;

/**
 * The body of a signed request, unwrapped; whoever reads it to its end knows that it is what was
 * signed.
 *
 * @param length of the unwrapped body, when the sender says it
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Signature
 *     calculations for trailing headers</a>
 */
record S3Payload(InputStream body, OptionalLong length) {

  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String UNSIGNED_CHUNKS = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  private static final String SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  private static final String SIGNED_CHUNKS_AND_TRAILER = SIGNED_CHUNKS + "-TRAILER";

  /** The SDKs' chunks are 64 KiB to 1 MiB; the AWS CLI's may be as long as a part. */
  private static final int LONGEST_CHUNK = 64 * 1024 * 1024;

  /** What the signature covers in place of the body. */
  static String hashOf(DecodedRequest request) {
    if (request.isPresigned()) {
      return request.parameter("X-Amz-Content-Sha256").orElse(UNSIGNED);
    }
    if (request.header("authorization").isEmpty()) {
      // Nobody signed; the signature's check says so.
      return UNSIGNED;
    }
    return request
        .header("x-amz-content-sha256")
        .orElseThrow(
            () ->
                new AwsErrorException(
                    400,
                    "InvalidRequest",
                    "Missing required header for this request: x-amz-content-sha256"));
  }

  /** Unwraps the body of a request whose signature passed. */
  static S3Payload of(DecodedRequest request, InputStream body, SignatureVerifier.Passed passed) {
    String hash = hashOf(request);
    String trailer = request.header("x-amz-trailer").orElse(null);
    OptionalLong decoded = length(request, "x-amz-decoded-content-length");
    return switch (hash) {
      case UNSIGNED -> new S3Payload(body, length(request, "content-length"));
      case UNSIGNED_CHUNKS ->
          new S3Payload(new ChunkedInputStream(body, LONGEST_CHUNK, trailer), decoded);
      case SIGNED_CHUNKS -> new S3Payload(signedChunks(body, passed, null), decoded);
      case SIGNED_CHUNKS_AND_TRAILER -> new S3Payload(signedChunks(body, passed, trailer), decoded);
      default -> hashed(request, body, hash);
    };
  }

  private static InputStream signedChunks(
      InputStream body, SignatureVerifier.Passed passed, String trailer) {
    SigV4Signature signature = passed.signature();
    return new ChunkedInputStream(
        body,
        LONGEST_CHUNK,
        signature.value(),
        SigningKey.signingKey(passed.session().keys().secretAccessKey(), signature.scope()),
        "HmacSHA256",
        signature.timestamp(),
        signature.scope().toString(),
        trailer);
  }

  private static S3Payload hashed(DecodedRequest request, InputStream body, String hash) {
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new AwsErrorException(
          400,
          "InvalidArgument",
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD or a valid sha256 value.");
    }
    OptionalLong length = length(request, "content-length");
    return new S3Payload(
        new ChecksumValidatingInputStream(
            body,
            FlexChecksum.SHA256.newChecksum(),
            HexFormat.of().parseHex(hash),
            length.orElse(Long.MAX_VALUE),
            S3ErrorCode.X_AMZ_CONTENT_S_H_A_256_MISMATCH),
        length);
  }

  private static OptionalLong length(DecodedRequest request, String header) {
    String text = request.header(header).orElse("");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.matches("[0-9]{1,15}")) {
      throw new AwsErrorException(400, "InvalidArgument", header + " is not a length.");
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
