package bucketpass.e2e.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Writes with headers that say how S3 should store an object, or when. */
final class WithHeaders {
  private static final RequestBody BODY = RequestBody.fromString("changed");

  /** Values of {@code If-None-Match}, one for each header; only a single {@code *} is S3's. */
  private static final Map<String, List<String>> NOT_A_STAR =
      Map.of(
          "etag", List.of("\"x\""),
          "weak-etag", List.of("W/\"x\""),
          "nothing", List.of(""),
          "two-stars", List.of("*,*"),
          "double-star", List.of("**"),
          "quoted-star", List.of("\"*\""),
          "star-and-etag", List.of("*, \"x\""),
          "star-twice", List.of("*", "*"),
          "star-and-nothing", List.of("*", ""),
          "etag-and-star", List.of("\"x\"", "*"));

  private static final String ENCRYPTION = "x-amz-server-side-encryption";

  /** A key of the caller's own, which only the caller has. */
  private static final Map<String, List<String>> CUSTOMER_KEY =
      Map.of(
          ENCRYPTION + "-customer-algorithm", List.of("AES256"),
          ENCRYPTION + "-customer-key", List.of("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
          ENCRYPTION + "-customer-key-md5", List.of("JOKC2IZd8Q0Hf0AEFj+dGQ=="));

  private static final Map<String, Map<String, List<String>>> STORING =
      Map.of(
          "customer-key",
          CUSTOMER_KEY,
          "kms",
          Map.of(ENCRYPTION, List.of("aws:kms")),
          "kms-key",
          Map.of(
              ENCRYPTION,
              List.of("aws:kms"),
              ENCRYPTION + "-aws-kms-key-id",
              List.of("arn:aws:kms:us-east-1:210987654321:key/of-the-caller")),
          "two-layers",
          Map.of(ENCRYPTION, List.of("aws:kms:dsse")),
          "class-glacier",
          Map.of("x-amz-storage-class", List.of("GLACIER")),
          "class-twice",
          Map.of("x-amz-storage-class", List.of("STANDARD", "GLACIER")),
          "class-standard",
          Map.of("x-amz-storage-class", List.of("STANDARD")),
          "aes256",
          Map.of(ENCRYPTION, List.of("AES256")));

  private static final Map<String, BiConsumer<Operations.At, Map<String, List<String>>>> WRITES =
      Map.of(
          "put", WithHeaders::put,
          "complete-upload", WithHeaders::complete,
          "presigned-put", Urls::put,
          "presigned-put-and", Urls::putAnd,
          "copy", WithHeaders::copy,
          "create-upload", WithHeaders::createUpload,
          "upload-part", WithHeaders::uploadPart);

  private WithHeaders() {}

  /** The operations by name, such as {@code put-if-none-match-etag} or {@code copy-with-kms}. */
  static Map<String, Consumer<Operations.At>> all() {
    Map<String, Consumer<Operations.At>> all = new HashMap<>();
    for (String write : List.of("put", "complete-upload", "copy", "presigned-put-and")) {
      NOT_A_STAR.forEach(
          (name, values) ->
              add(all, write, "-if-none-match-" + name, Map.of("If-None-Match", values)));
    }
    // The SDK signs neither an empty header nor one given twice as they are sent.
    for (String name : List.of("etag", "weak-etag", "two-stars", "double-star", "quoted-star")) {
      add(
          all,
          "presigned-put",
          "-if-none-match-" + name,
          Map.of("If-None-Match", NOT_A_STAR.get(name)));
    }
    for (String write : List.of("copy", "create-upload", "upload-part")) {
      add(all, write, "-if-none-match", Map.of("If-None-Match", List.of("*")));
    }
    add(all, "presigned-put", "-new", Map.of("If-None-Match", List.of("*")));
    add(all, "presigned-put", "-new-over-old", Map.of("If-None-Match", List.of("*")));
    Map<String, List<String>> both =
        Map.of("If-None-Match", List.of("*"), "If-Match", List.of("\"x\""));
    add(all, "put", "-if-none-match-and-if-match", both);
    add(all, "complete-upload", "-if-none-match-and-if-match", both);
    for (String write : List.of("put", "create-upload", "copy", "presigned-put")) {
      STORING.forEach((name, headers) -> add(all, write, "-with-" + name, headers));
    }
    all.remove("presigned-put-with-class-twice");
    add(all, "upload-part", "-with-customer-key", CUSTOMER_KEY);
    return all;
  }

  private static void add(
      Map<String, Consumer<Operations.At>> all,
      String write,
      String suffix,
      Map<String, List<String>> headers) {
    all.put(write + suffix, at -> WRITES.get(write).accept(at, headers));
  }

  static AwsRequestOverrideConfiguration sent(Map<String, List<String>> headers) {
    AwsRequestOverrideConfiguration.Builder sent = AwsRequestOverrideConfiguration.builder();
    headers.forEach((name, values) -> sent.putHeader(name, new ArrayList<>(values)));
    return sent.build();
  }

  private static void put(Operations.At at, Map<String, List<String>> headers) {
    at.s3()
        .putObject(
            put -> put.bucket(at.bucket()).key(at.key()).overrideConfiguration(sent(headers)),
            BODY);
  }

  private static void complete(Operations.At at, Map<String, List<String>> headers) {
    CompletedPart part = CompletedPart.builder().partNumber(1).eTag(at.partETag()).build();
    at.s3()
        .completeMultipartUpload(
            complete ->
                complete
                    .bucket(at.bucket())
                    .key(at.key())
                    .uploadId(at.upload())
                    .multipartUpload(parts -> parts.parts(part))
                    .overrideConfiguration(sent(headers)));
  }

  private static void copy(Operations.At at, Map<String, List<String>> headers) {
    at.s3()
        .copyObject(
            copy ->
                copy.sourceBucket(at.bucket())
                    .sourceKey(at.from())
                    .destinationBucket(at.bucket())
                    .destinationKey(at.key())
                    .overrideConfiguration(sent(headers)));
  }

  private static void createUpload(Operations.At at, Map<String, List<String>> headers) {
    at.s3()
        .createMultipartUpload(
            create ->
                create.bucket(at.bucket()).key(at.key()).overrideConfiguration(sent(headers)));
  }

  private static void uploadPart(Operations.At at, Map<String, List<String>> headers) {
    at.s3()
        .uploadPart(
            part ->
                part.bucket(at.bucket())
                    .key(at.key())
                    .uploadId(at.upload())
                    .partNumber(2)
                    .overrideConfiguration(sent(headers)),
            BODY);
  }
}
