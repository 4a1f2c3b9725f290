package bucketpass.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import bucketpass.testkit.TestRequirement;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The code of the run against AWS, run against this machine. */
class StackTargetTest {

  /** With credentials that the function itself vends, which the other targets' are not. */
  @TestFactory
  Stream<DynamicTest> the_cases_for_a_stack_pass_and_leave_nothing_behind() throws IOException {
    TestRequirement.program("aws");
    StackHere here = new StackHere();
    AwsCli user = here.user();
    Case.Callers callers = Case.Callers.of(UUID.randomUUID().toString().substring(0, 8));
    StackTarget target =
        new StackTarget(StackHere.NAME, callers, user, Optional.of("bucket-of-somebody"));
    return Stream.concat(
            Case.all(callers)
                .filter(one -> one.notJudgedBy(target.name()).isEmpty())
                .filter(one -> target.cannotJudge(one).isEmpty())
                .map(one -> dynamicTest(one.title(), () -> new Judge(target).judge(one))),
            Stream.of(
                dynamicTest("nothing is left behind", () -> leavesNothing(target, user, callers))))
        .onClose(here::close);
  }

  private static void leavesNothing(StackTarget target, AwsCli user, Case.Callers callers) {
    S3Client s3 = Target.Client.of(user.keys(), user.s3(), user.region()).s3();
    String bucket = target.bucket();
    // As a run leaves them that was stopped.
    String left = callers.own() + "left.txt";
    s3.putObject(put -> put.bucket(bucket).key(left), RequestBody.fromString("x"));
    s3.createMultipartUpload(create -> create.bucket(bucket).key(left));
    s3.putObject(put -> put.bucket(bucket).key("not-the-suite's"), RequestBody.fromString("x"));

    target.close();

    assertThat(s3.listObjectVersions(list -> list.bucket(bucket)).versions())
        .extracting(version -> version.key())
        .containsExactly("not-the-suite's");
    assertThat(s3.listMultipartUploads(list -> list.bucket(bucket)).uploads()).isEmpty();
  }
}
