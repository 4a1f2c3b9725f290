package bucketpass.function.sts;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.function.StubSts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Tag;

/** Our call to STS against the SDK's own for the same request, as a server sees both. */
class AssumeRoleFormTest {

  private static final AssumeRoleParameters REQUEST =
      new AssumeRoleParameters(
          "arn:aws:iam::123456789012:role/vended",
          "alice@example.com",
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Resource\":\"a/${*}é +&=\"}]}",
          "alice+b@example.com/x=1/",
          "read-write",
          900);

  @Test
  void the_form_and_its_head_are_those_that_the_sdk_sends() {
    try (StubSts sts = new StubSts(Clock.systemUTC());
        StsClient sdk =
            StsClient.builder()
                .endpointOverride(sts.uri())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "token")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
      sdk.assumeRole(
          builder ->
              builder
                  .roleArn(REQUEST.roleArn())
                  .roleSessionName(REQUEST.sessionName())
                  .sourceIdentity(REQUEST.sessionName())
                  .policy(REQUEST.policy())
                  .durationSeconds(REQUEST.seconds())
                  .tags(tag("prefix", REQUEST.prefix()), tag("access", REQUEST.access())));
      ours(sts);

      StubSts.Call theirs = sts.calls().get(0);
      StubSts.Call ours = sts.calls().get(1);
      assertThat(ours.form()).isEqualTo(theirs.form());
      assertThat(scope(ours)).isEqualTo(scope(theirs));
      assertThat(ours.headers().get("X-amz-security-token"))
          .isEqualTo(theirs.headers().get("X-amz-security-token"));
      assertThat(ours.headers().get("Host")).isEqualTo(theirs.headers().get("Host"));
      assertThat(mediaType(ours)).isEqualTo(mediaType(theirs));
    }
  }

  private static void ours(StubSts sts) {
    Map<String, String> environment =
        Map.of(
            "AWS_ACCESS_KEY_ID", "ASIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_SESSION_TOKEN", "token");
    new StsHttpClient(
            sts.uri(),
            "eu-central-1",
            environment::get,
            Clock.systemUTC(),
            new UrlConnectionStsTransport())
        .assumeRole(REQUEST, Duration.ofSeconds(5));
  }

  /** Key id, date, region and service of the signature. */
  private static String scope(StubSts.Call call) {
    List<String> authorization = call.headers().get("Authorization");
    return authorization.get(0).replaceAll(", SignedHeaders.*", "");
  }

  private static String mediaType(StubSts.Call call) {
    return call.headers().get("Content-type").get(0).toLowerCase(Locale.ROOT).replace(" ", "");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
