package bucketpass.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.account.OperatorKeys;
import bucketpass.local.protocol.TestSigner;
import bucketpass.local.s3.S3Servlet;
import java.util.regex.Pattern;

/** A bucket with an object of Bob's, and what nothing that Alice sends may do. */
final class BobsSecret implements AutoCloseable {

  private static final String SECRET = "what-only-bob-may-read";
  private static final Pattern STORED =
      Pattern.compile("<Key>(.*?)</Key>.*?<ETag>(.*?)</ETag>", Pattern.DOTALL);

  /** So that listing what is stored stays quick. */
  private static final int WRITES_BEFORE_EMPTYING = 200;

  private final FuzzedAws aws;
  private final OperatorKeys alice;
  private final TestSigner operator;
  private String eTag = "";
  private int writes;

  BobsSecret(Class<?> target) {
    aws = new FuzzedAws(target, S3Servlet::new);
    alice = aws.alice();
    operator = aws.signer(aws.operator(), "s3");
    putBobs();
  }

  FuzzedAws aws() {
    return aws;
  }

  OperatorKeys alice() {
    return alice;
  }

  /** Alice's: she is not told the secret. */
  FuzzedAws.Answer send(RawRequest request) {
    FuzzedAws.Answer answer = aws.send(request);
    assertThat(answer.text()).doesNotContain(SECRET);
    return answer;
  }

  /** After what may have written: Bob's is as it was, and neither beside hers nor a copy in it. */
  void assertOnlyAlicesChanged() {
    assertThat(STORED.matcher(sent("GET /{bucket}?list-type=2").text()).results())
        .allSatisfy(
            stored -> {
              boolean bobs = stored.group(1).equals("bob/secret");
              assertThat(bobs || stored.group(1).startsWith("alice/")).as(stored.group(1)).isTrue();
              assertThat(stored.group(2).equals(eTag)).as(stored.group(1)).isEqualTo(bobs);
            });
    assertThat(sent("GET /{bucket}/bob/secret").text()).contains(SECRET);
    writes++;
    if (writes % WRITES_BEFORE_EMPTYING == 0) {
      aws.empty();
      putBobs();
    }
  }

  private void putBobs() {
    assertThat(sent("PUT /{bucket}/bob/secret\n\n" + SECRET).status()).isEqualTo(200);
    eTag =
        STORED
            .matcher(sent("GET /{bucket}?list-type=2").text())
            .results()
            .findFirst()
            .orElseThrow()
            .group(2);
  }

  private FuzzedAws.Answer sent(String request) {
    return aws.send(
        RawRequest.parse(request.replace("{bucket}", aws.template().bucketName()))
            .signed(operator));
  }

  @Override
  public void close() {
    aws.close();
  }
}
