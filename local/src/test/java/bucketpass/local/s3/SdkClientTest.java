package bucketpass.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bucketpass.core.place.AccessLevel;
import bucketpass.local.TestAws;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What an application does with vended keys, done by AWS's own client with its defaults. */
class SdkClientTest {
  private static final int PART = 5 * 1024 * 1024;

  private static TestAws aws;
  private static S3Client alice;
  private static String bucket;

  @BeforeAll
  static void start() {
    aws = new TestAws();
    bucket = aws.bucket();
    alice = aws.s3(aws.vend("alice/", AccessLevel.READ_WRITE));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @Test
  void puts_lists_reads_and_deletes_inside_the_prefix() {
    String key = "alice/notes/tag eins.txt";
    alice.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("hello"));

    assertThat(alice.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String())
        .isEqualTo("hello");
    assertThat(alice.headObject(head -> head.bucket(bucket).key(key)).contentLength()).isEqualTo(5);
    assertThat(keys("alice/notes/")).containsExactly(key);

    alice.deleteObject(delete -> delete.bucket(bucket).key(key));
    assertThat(keys("alice/notes/")).isEmpty();
  }

  @Test
  void uploads_in_parts_what_is_the_same_bytes_afterwards() {
    byte[] content = new byte[PART + 1000];
    new Random(7).nextBytes(content);
    String key = "alice/large.bin";
    String upload =
        alice.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
    CompletedPart first = part(key, upload, 1, Arrays.copyOf(content, PART));
    CompletedPart second = part(key, upload, 2, Arrays.copyOfRange(content, PART, content.length));
    assertThat(alice.listParts(parts -> parts.bucket(bucket).key(key).uploadId(upload)).parts())
        .hasSize(2);

    alice.completeMultipartUpload(
        complete ->
            complete
                .bucket(bucket)
                .key(key)
                .uploadId(upload)
                .multipartUpload(parts -> parts.parts(first, second)));

    assertThat(alice.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray())
        .isEqualTo(content);
    assertThat(
            alice
                .getObjectAsBytes(get -> get.bucket(bucket).key(key).range("bytes=10-19"))
                .asByteArray())
        .isEqualTo(Arrays.copyOfRange(content, 10, 20));
  }

  @Test
  void an_upload_belongs_to_the_key_it_was_begun_for() {
    String key = "alice/begun";
    String upload =
        alice.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
    String other = "alice/other";
    assertNoSuchUpload(() -> part(other, upload, 1, new byte[1]));
    assertNoSuchUpload(
        () -> alice.listParts(list -> list.bucket(bucket).key(other).uploadId(upload)));
    assertNoSuchUpload(
        () ->
            alice.abortMultipartUpload(abort -> abort.bucket(bucket).key(other).uploadId(upload)));
    assertNoSuchUpload(
        () ->
            alice.completeMultipartUpload(
                complete ->
                    complete
                        .bucket(bucket)
                        .key(other)
                        .uploadId(upload)
                        .multipartUpload(
                            parts ->
                                parts.parts(
                                    CompletedPart.builder().partNumber(1).eTag("x").build()))));

    part(key, upload, 1, new byte[1]);
    assertThat(alice.listParts(list -> list.bucket(bucket).key(key).uploadId(upload)).parts())
        .as("the tries under the other key left it as it was")
        .hasSize(1);
  }

  private static void assertNoSuchUpload(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload"));
  }

  private static CompletedPart part(String key, String upload, int number, byte[] content) {
    var response =
        alice.uploadPart(
            part -> part.bucket(bucket).key(key).uploadId(upload).partNumber(number),
            RequestBody.fromBytes(content));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(response.eTag())
        .checksumCRC32(response.checksumCRC32())
        .build();
  }

  @Test
  void is_refused_outside_the_prefix_in_the_words_of_aws() {
    assertThatThrownBy(
            () ->
                alice.putObject(
                    put -> put.bucket(bucket).key("alice2/x"), RequestBody.fromString("x")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
              assertThat(e.awsErrorDetails().errorMessage())
                  .startsWith("User: arn:aws:sts::123456789012:assumed-role/")
                  .contains(
                      "is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::"
                          + bucket
                          + "/alice2/x\"")
                  .endsWith("policy allows the s3:PutObject action");
            });
  }

  @Test
  void a_listing_comes_in_pages_and_rolls_up_at_the_delimiter() {
    S3Client operator = aws.s3(aws.endpoints().operator());
    List<String> all =
        List.of(
            "pages/a", "pages/a/b", "pages/b-c", "pages/b/1", "pages/b/2", "pages/ü", "pages/𝄞");
    for (String key : all) {
      operator.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("x"));
    }
    assertThat(
            operator
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix("pages/").maxKeys(2))
                .contents())
        .extracting(S3Object::key)
        .containsExactlyElementsOf(all);

    var page = operator.listObjectsV2(list -> list.bucket(bucket).prefix("pages/").delimiter("/"));
    assertThat(page.contents())
        .extracting(S3Object::key)
        .containsExactly("pages/a", "pages/b-c", "pages/ü", "pages/𝄞");
    assertThat(page.commonPrefixes())
        .extracting(p -> p.prefix())
        .containsExactly("pages/a/", "pages/b/");
  }

  private static List<String> keys(String prefix) {
    return alice.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }
}
