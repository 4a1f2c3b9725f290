package bucketpass.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Prepares what a case needs, lets the session try, and looks at what became of it. */
record Judge(Target target) {
  /** What an object holds before a case. */
  static final String BEFORE = "before";

  /** Fails unless the target does what the case expects. */
  void judge(Case one) {
    boolean object = !one.key().isEmpty() && !one.key().endsWith("/");
    one.from().ifPresent(this::seed);
    if (object && Operations.ON_NOTHING.contains(one.operation())) {
      clear(one.key());
    } else if (object) {
      seed(one.key());
    }
    String upload =
        object && one.operation().matches(".*(upload|part).*") ? begin(one.key()) : null;
    String part = upload == null ? null : part(one.key(), upload);
    Optional<String> before = object ? state(one.key()) : Optional.empty();

    String seen =
        attempt(
            () -> {
              Operations.named(one.operation())
                  .accept(
                      new Operations.At(
                          target.session(one),
                          target.bucket(),
                          one.operation().endsWith("-other-bucket") ? target.otherBucket() : null,
                          one.prefix(),
                          one.key(),
                          one.from().orElse(null),
                          upload,
                          part));
              return "ok";
            });

    Optional<String> after = object ? state(one.key()) : Optional.empty();
    cleanUp(one, upload);
    assertThat(seen).as(one.title() + advice(one)).isEqualTo(one.expectOf(target.name()));
    if (!one.expect().equals("ok")) {
      assertThat(after).as("what was refused left no trace: " + one.title()).isEqualTo(before);
    }
  }

  /** The setting to change where AWS's condition key does not carry what the header says. */
  private static String advice(Case one) {
    return one.access().equals("write-once") && one.expect().equals("ok")
        ? " (if this is denied on AWS, deploy with the parameter WriteOnceCheck=presence)"
        : "";
  }

  private static String attempt(Supplier<String> operation) {
    try {
      return operation.get();
    } catch (S3Exception e) {
      // An answer to HEAD has no body, and so no code.
      String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
      return name(code == null ? "HTTP " + e.statusCode() : code, e.statusCode());
    } catch (Operations.Refusal e) {
      return name(e.getMessage(), 0);
    }
  }

  private static String name(String code, int status) {
    if (code.equals("AccessDenied")
        || code.equals("HTTP 403")
        || (code.equals("403") || (status == 403 && code.equals("Forbidden")))) {
      return "denied";
    }
    return code.equals("PreconditionFailed") ? "exists" : code;
  }

  private S3Client operator() {
    return target.operator().s3();
  }

  private void seed(String key) {
    operator()
        .putObject(put -> put.bucket(target.bucket()).key(key), RequestBody.fromString(BEFORE));
  }

  private void clear(String key) {
    operator().deleteObject(delete -> delete.bucket(target.bucket()).key(key));
  }

  private String begin(String key) {
    return operator()
        .createMultipartUpload(create -> create.bucket(target.bucket()).key(key))
        .uploadId();
  }

  private String part(String key, String upload) {
    return operator()
        .uploadPart(
            part -> part.bucket(target.bucket()).key(key).uploadId(upload).partNumber(1),
            RequestBody.fromString("part"))
        .eTag();
  }

  /** The object's ETag; empty when there is no object. */
  private Optional<String> state(String key) {
    try {
      return Optional.of(
          operator().headObject(head -> head.bucket(target.bucket()).key(key)).eTag());
    } catch (S3Exception e) {
      return Optional.empty();
    }
  }

  private void cleanUp(Case one, String upload) {
    if (upload != null) {
      try {
        operator()
            .abortMultipartUpload(
                abort -> abort.bucket(target.bucket()).key(one.key()).uploadId(upload));
      } catch (S3Exception e) {
        // Completed or aborted by the case: nothing is left of it.
        assertThat(e.statusCode()).isEqualTo(404);
      }
    }
    one.from().ifPresent(this::clear);
    if (!one.key().isEmpty() && !one.key().endsWith("/")) {
      clear(one.key());
    }
  }
}
