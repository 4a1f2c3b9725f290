package bucketpass.image;

import java.io.IOException;

/** Answers one call as STS does, over TLS on the loopback, with keys that open nothing. */
final class LoopbackSts implements AutoCloseable {

  private static final String CREDENTIALS =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/priming/priming</Arn></AssumedRoleUser>
      <Credentials><AccessKeyId>priming</AccessKeyId><SecretAccessKey>priming</SecretAccessKey>
      <SessionToken>priming</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
      <PackedPolicySize>1</PackedPolicySize></AssumeRoleResult></AssumeRoleResponse>
      """;

  private final LoopbackServer loopback;

  LoopbackSts(LoopbackServer loopback) {
    this.loopback = loopback;
    Thread thread = new Thread(this::answer, "priming");
    thread.setDaemon(true);
    thread.start();
  }

  /** Host and port. */
  String address() {
    return loopback.address();
  }

  private void answer() {
    try {
      loopback.answer("Content-Type: text/xml\r\n", CREDENTIALS);
    } catch (IOException e) {
      // Ends this thread: nobody called, or the call fails in its own time.
    }
  }

  @Override
  public void close() {
    loopback.close();
  }
}
