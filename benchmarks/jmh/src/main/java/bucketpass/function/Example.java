package bucketpass.function;

import bucketpass.core.claims.Claims;
import bucketpass.core.grant.Grant;
import bucketpass.core.grant.GrantRequest;
import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.core.session.SessionPolicy;
import bucketpass.function.event.EventReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * One vend, taken apart: what each of its steps is given. The settings are the environment's, and
 * the event is the one that every other benchmark sends, in the file that the system property
 * {@code event} names.
 */
public final class Example {

  /** As long as real ones: a session token of STS has some 400 to 1,000 characters. */
  private static final String TOKEN = "IQoJb3JpZ2luX2VjE" + "A7bQ+/x9Zk3LmNpR".repeat(40) + "==";

  private static final String ANSWER =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>\
      <SourceIdentity>%1$s</SourceIdentity><AssumedRoleUser>\
      <AssumedRoleId>AROACLKWSDQRAOEXAMPLE:%1$s</AssumedRoleId>\
      <Arn>arn:aws:sts::123456789012:assumed-role/vended/%1$s</Arn></AssumedRoleUser>\
      <Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>\
      <SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY</SecretAccessKey>\
      <SessionToken>%2$s</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>\
      <PackedPolicySize>38</PackedPolicySize></AssumeRoleResult><ResponseMetadata>\
      <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>\
      </AssumeRoleResponse>""";

  final FunctionSettings settings = FunctionSettings.read(System::getenv);
  final Clock clock = Clock.systemUTC();
  private final byte[] event;
  private final Claims claims;
  private final Grant grant;
  private final AssumeRoleParameters request;
  private final byte[] answer;

  public Example() {
    event = bytes(Path.of(System.getProperty("event")));
    claims = get(EventReader.read(event)).claims().orElseThrow();
    grant = grant(claims);
    request = AssumeRoleParameters.of(settings.roleArn(), grant, policy(grant));
    answer = ANSWER.formatted(request.sessionName(), TOKEN).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] event() {
    return event;
  }

  public Claims claims() {
    return claims;
  }

  /** Of all that the caller may have. */
  public Grant grant() {
    return grant;
  }

  public AssumeRoleParameters request() {
    return request;
  }

  /** What STS answers to the request. */
  public byte[] answer() {
    return answer;
  }

  Grant grant(Claims of) {
    return get(
        settings
            .callers()
            .identify(of, clock.instant())
            .then(caller -> settings.grants().decide(caller, GrantRequest.FOR_THE_MOST)));
  }

  SessionPolicy policy(Grant of) {
    return SessionPolicy.of(
        "aws", settings.bucket(), of.prefix(), of.access().permissions(), settings.kmsKeyArn());
  }

  /**
   * The value; what is measured has to be a vend, and never how a refusal is made.
   *
   * @throws IllegalStateException that says what was refused
   */
  public static <T> T get(Result<T> outcome) {
    return outcome.fold(
        value -> value,
        refusal -> {
          throw new IllegalStateException(refusal.toString());
        });
  }
}
