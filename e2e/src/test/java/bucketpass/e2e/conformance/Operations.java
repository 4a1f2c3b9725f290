package bucketpass.e2e.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** The operations that cases name, each as an application would call it. */
final class Operations {
  /** What an operation has to work with. The upload was begun by the operator, with one part. */
  record At(
      Target.Client client,
      String bucket,
      String otherBucket,
      String prefix,
      String key,
      String from,
      String upload,
      String partETag) {
    S3Client s3() {
      return client.s3();
    }
  }

  /** Operations that need no object at their key: they must find none. */
  static final List<String> ON_NOTHING =
      List.of(
          "put-new",
          "complete-upload-new",
          "presigned-put-new",
          "copy",
          "copy-part",
          "copy-in-parts",
          "create-upload");

  private static final RequestBody BODY = RequestBody.fromString("changed");

  private static final Map<String, Consumer<At>> ALL =
      Map.ofEntries(
          Map.entry("put", at -> at.s3().putObject(put -> put.bucket(at.bucket).key(at.key), BODY)),
          Map.entry("put-new", Operations::putNew),
          Map.entry("put-new-over-old", Operations::putNew),
          Map.entry(
              "put-with-tags",
              at ->
                  at.s3().putObject(put -> put.bucket(at.bucket).key(at.key).tagging("a=b"), BODY)),
          Map.entry(
              "put-with-acl",
              at ->
                  at.s3()
                      .putObject(
                          put -> put.bucket(at.bucket).key(at.key).acl(ObjectCannedACL.PUBLIC_READ),
                          BODY)),
          Map.entry(
              "get", at -> at.s3().getObjectAsBytes(get -> get.bucket(at.bucket).key(at.key))),
          Map.entry(
              "get-range",
              at ->
                  at.s3()
                      .getObjectAsBytes(
                          get -> get.bucket(at.bucket).key(at.key).range("bytes=0-1"))),
          Map.entry(
              "get-version",
              at ->
                  at.s3()
                      .getObjectAsBytes(
                          get -> get.bucket(at.bucket).key(at.key).versionId("null"))),
          Map.entry("head", at -> at.s3().headObject(head -> head.bucket(at.bucket).key(at.key))),
          Map.entry(
              "list", at -> at.s3().listObjectsV2(list -> list.bucket(at.bucket).prefix(at.key))),
          Map.entry(
              "list-v1", at -> at.s3().listObjects(list -> list.bucket(at.bucket).prefix(at.key))),
          Map.entry(
              "list-without-prefix", at -> at.s3().listObjectsV2(list -> list.bucket(at.bucket))),
          Map.entry(
              "list-versions",
              at -> at.s3().listObjectVersions(list -> list.bucket(at.bucket).prefix(at.key))),
          Map.entry(
              "list-uploads",
              at -> at.s3().listMultipartUploads(list -> list.bucket(at.bucket).prefix(at.key))),
          Map.entry(
              "delete", at -> at.s3().deleteObject(delete -> delete.bucket(at.bucket).key(at.key))),
          Map.entry(
              "delete-version",
              at ->
                  at.s3()
                      .deleteObject(
                          delete -> delete.bucket(at.bucket).key(at.key).versionId("null"))),
          Map.entry("delete-many", Operations::deleteMany),
          Map.entry(
              "copy",
              at ->
                  at.s3()
                      .copyObject(
                          copy ->
                              copy.sourceBucket(at.bucket)
                                  .sourceKey(at.from)
                                  .destinationBucket(at.bucket)
                                  .destinationKey(at.key))),
          Map.entry("copy-part", at -> copyPart(at, at.upload)),
          Map.entry("copy-in-parts", Operations::copyInParts),
          Map.entry(
              "create-upload",
              at -> at.s3().createMultipartUpload(create -> create.bucket(at.bucket).key(at.key))),
          Map.entry(
              "upload-part",
              at ->
                  at.s3()
                      .uploadPart(
                          part ->
                              part.bucket(at.bucket).key(at.key).uploadId(at.upload).partNumber(2),
                          BODY)),
          Map.entry("complete-upload", at -> complete(at, null)),
          Map.entry("complete-upload-new", at -> complete(at, "*")),
          Map.entry("complete-upload-new-over-old", at -> complete(at, "*")),
          Map.entry(
              "abort-upload",
              at ->
                  at.s3()
                      .abortMultipartUpload(
                          abort -> abort.bucket(at.bucket).key(at.key).uploadId(at.upload))),
          Map.entry(
              "list-parts",
              at ->
                  at.s3()
                      .listParts(list -> list.bucket(at.bucket).key(at.key).uploadId(at.upload))),
          Map.entry("presigned-get", Urls::get),
          Map.entry("presigned-put", Urls::put),
          Map.entry("presigned-delete", Urls::delete),
          Map.entry("form", at -> Forms.to(at).send()),
          Map.entry("form-of-a-folder", at -> Forms.to(at).ofFolder().send()),
          Map.entry("form-with-file-name", at -> Forms.to(at).withFileName().send()),
          Map.entry("form-with-another-key", at -> Forms.to(at).withAnotherKeySigned().send()),
          Map.entry("form-for-another-bucket", at -> Forms.to(at).withAnotherBucketSigned().send()),
          Map.entry("form-with-a-field-more", at -> Forms.to(at).withFieldUnsigned().send()),
          Map.entry("form-with-acl", at -> Forms.to(at).withField("acl", "public-read").send()),
          Map.entry(
              "form-with-if-none-match", at -> Forms.to(at).withField("if-none-match", "*").send()),
          Map.entry("form-sent-with-if-none-match", at -> Forms.to(at).ifNoneMatch().send()),
          Map.entry(
              "form-with-class-glacier",
              at -> Forms.to(at).withField("x-amz-storage-class", "GLACIER").send()),
          Map.entry(
              "form-with-kms",
              at -> Forms.to(at).withField("x-amz-server-side-encryption", "aws:kms").send()),
          Map.entry(
              "form-with-customer-key",
              at ->
                  Forms.to(at)
                      .withField("x-amz-server-side-encryption-customer-algorithm", "AES256")
                      .send()),
          Map.entry("form-too-long", at -> Forms.to(at).atMost(3).send()),
          Map.entry("form-too-short", at -> Forms.to(at).atLeast(100).send()),
          Map.entry("form-expired", at -> Forms.to(at).expired().send()),
          Map.entry("form-tampered", at -> Forms.to(at).tampered().send()),
          Map.entry("form-without-token", at -> Forms.to(at).withoutToken().send()),
          Map.entry("form-unsigned", at -> Forms.to(at).unsigned().send()),
          Map.entry(
              "get-attributes",
              at ->
                  at.s3()
                      .getObjectAttributes(
                          get ->
                              get.bucket(at.bucket)
                                  .key(at.key)
                                  .objectAttributes(ObjectAttributes.OBJECT_SIZE))),
          Map.entry(
              "get-tagging",
              at -> at.s3().getObjectTagging(get -> get.bucket(at.bucket).key(at.key))),
          Map.entry(
              "put-tagging",
              at ->
                  at.s3()
                      .putObjectTagging(
                          put ->
                              put.bucket(at.bucket)
                                  .key(at.key)
                                  .tagging(
                                      tags ->
                                          tags.tagSet(Tag.builder().key("a").value("b").build())))),
          Map.entry(
              "delete-tagging",
              at -> at.s3().deleteObjectTagging(delete -> delete.bucket(at.bucket).key(at.key))),
          Map.entry(
              "get-acl", at -> at.s3().getObjectAcl(get -> get.bucket(at.bucket).key(at.key))),
          Map.entry(
              "put-acl",
              at ->
                  at.s3()
                      .putObjectAcl(
                          put ->
                              put.bucket(at.bucket).key(at.key).acl(ObjectCannedACL.PUBLIC_READ))),
          Map.entry("get-location", at -> at.s3().getBucketLocation(get -> get.bucket(at.bucket))),
          Map.entry("get-policy", at -> at.s3().getBucketPolicy(get -> get.bucket(at.bucket))),
          Map.entry(
              "put-policy",
              at -> at.s3().putBucketPolicy(put -> put.bucket(at.bucket).policy("{}"))),
          Map.entry(
              "delete-policy",
              at -> at.s3().deleteBucketPolicy(delete -> delete.bucket(at.bucket))),
          Map.entry(
              "get-versioning", at -> at.s3().getBucketVersioning(get -> get.bucket(at.bucket))),
          Map.entry(
              "put-versioning",
              at ->
                  at.s3()
                      .putBucketVersioning(
                          put ->
                              put.bucket(at.bucket)
                                  .versioningConfiguration(v -> v.status("Suspended")))),
          Map.entry("get-cors", at -> at.s3().getBucketCors(get -> get.bucket(at.bucket))),
          Map.entry("put-cors", at -> at.s3().deleteBucketCors(put -> put.bucket(at.bucket))),
          Map.entry(
              "get-lifecycle",
              at -> at.s3().getBucketLifecycleConfiguration(get -> get.bucket(at.bucket))),
          Map.entry(
              "get-encryption", at -> at.s3().getBucketEncryption(get -> get.bucket(at.bucket))),
          Map.entry("get-bucket-acl", at -> at.s3().getBucketAcl(get -> get.bucket(at.bucket))),
          Map.entry(
              "put-bucket-acl",
              at ->
                  at.s3().putBucketAcl(put -> put.bucket(at.bucket).acl(BucketCannedACL.PRIVATE))),
          Map.entry(
              "delete-bucket", at -> at.s3().deleteBucket(delete -> delete.bucket(at.bucket))),
          Map.entry(
              "get-other-bucket",
              at -> at.s3().getObjectAsBytes(get -> get.bucket(at.otherBucket).key(at.key))),
          Map.entry(
              "put-other-bucket",
              at -> at.s3().putObject(put -> put.bucket(at.otherBucket).key(at.key), BODY)),
          Map.entry(
              "list-other-bucket",
              at -> at.s3().listObjectsV2(list -> list.bucket(at.otherBucket).prefix(at.key))));

  private static final Map<String, Consumer<At>> WITH_HEADERS = WithHeaders.all();

  private Operations() {}

  static Consumer<At> named(String name) {
    Consumer<At> operation = ALL.getOrDefault(name, WITH_HEADERS.get(name));
    if (operation == null) {
      throw new IllegalArgumentException("no such operation: " + name);
    }
    return operation;
  }

  static Set<String> names() {
    return Stream.concat(ALL.keySet().stream(), WITH_HEADERS.keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void putNew(At at) {
    at.s3().putObject(put -> put.bucket(at.bucket).key(at.key).ifNoneMatch("*"), BODY);
  }

  /** A part from another object, then the whole of it, which must be what was copied. */
  private static void copyPart(At at, String upload) {
    String eTag =
        at.s3()
            .uploadPartCopy(
                copy ->
                    copy.sourceBucket(at.bucket)
                        .sourceKey(at.from)
                        .destinationBucket(at.bucket)
                        .destinationKey(at.key)
                        .uploadId(upload)
                        .partNumber(2))
            .copyPartResult()
            .eTag();
    complete(at, upload, CompletedPart.builder().partNumber(2).eTag(eTag).build(), null);
    String copied =
        at.s3().getObjectAsBytes(get -> get.bucket(at.bucket).key(at.key)).asUtf8String();
    if (!copied.equals(Judge.BEFORE)) {
      throw new Refusal("copied something else: " + copied);
    }
  }

  /** The same with an upload of the session's own; one that fails is not left behind. */
  private static void copyInParts(At at) {
    String upload =
        at.s3().createMultipartUpload(create -> create.bucket(at.bucket).key(at.key)).uploadId();
    try {
      copyPart(at, upload);
    } catch (S3Exception e) {
      at.s3().abortMultipartUpload(abort -> abort.bucket(at.bucket).key(at.key).uploadId(upload));
      throw e;
    }
  }

  private static void complete(At at, String ifNoneMatch) {
    CompletedPart part = CompletedPart.builder().partNumber(1).eTag(at.partETag).build();
    complete(at, at.upload, part, ifNoneMatch);
  }

  private static void complete(At at, String upload, CompletedPart part, String ifNoneMatch) {
    at.s3()
        .completeMultipartUpload(
            complete ->
                complete
                    .bucket(at.bucket)
                    .key(at.key)
                    .uploadId(upload)
                    .ifNoneMatch(ifNoneMatch)
                    .multipartUpload(parts -> parts.parts(part)));
  }

  /** A delete of many answers 200 and names what it did not do. */
  private static void deleteMany(At at) {
    DeleteObjectsResponse response =
        at.s3()
            .deleteObjects(
                delete ->
                    delete
                        .bucket(at.bucket)
                        .delete(
                            keys -> keys.objects(ObjectIdentifier.builder().key(at.key).build())));
    response
        .errors()
        .forEach(
            error -> {
              throw new Refusal(error.code());
            });
  }

  /** A refusal that did not come as an exception of the SDK. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String code) {
      super(code);
    }
  }
}
