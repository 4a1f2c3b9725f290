package bucketpass.client;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.client.StubAws.Weather;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A phone that uploads a photo each second for three minutes, by a clock that the test moves. Its
 * tokens live 20 s and its credentials 40 s; the API is busy for a while, cut off for a while, and
 * for longer than any credential lives there is no network at all.
 */
class PhoneTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int LENGTH = 180;

  private final DeviceClock clock = new DeviceClock();
  private final Instant start = clock.instant();

  @Test
  void sees_not_one_upload_fail() throws IOException {
    List<String> failed = new ArrayList<>();
    int uploads = 0;
    try (StubAws cloud = new StubAws(clock);
        BucketpassCredentialsProvider provider = provider(cloud);
        S3Client s3 = s3(cloud.uri(), provider)) {
      while (second() < LENGTH) {
        cloud.weather = weather(second());
        // The phone's system tells an app that there is no network: it keeps its queue until then.
        if (cloud.weather != Weather.NO_NETWORK) {
          uploads++;
          try {
            upload(s3, "alice/photo-" + second());
          } catch (SdkException e) {
            failed.add(second() + " s: " + e.getMessage());
          }
        }
        clock.advance(SECOND);
      }

      System.out.printf(
          "A phone's three minutes: %d uploads, %d failed; %d tokens, %d vends, %d answers of 401,"
              + " %d of 503%n",
          uploads,
          failed.size(),
          cloud.tokens.get(),
          cloud.vends.get(),
          cloud.unauthorized.get(),
          cloud.turnedAway.get());
      assertThat(failed).isEmpty();
      assertThat(cloud.objects).hasSize(uploads);
      assertThat(cloud.vends.get()).as("renewals").isGreaterThanOrEqualTo(4);
      assertThat(cloud.unauthorized.get()).as("tokens that had ended").isGreaterThanOrEqualTo(4);
      assertThat(cloud.turnedAway.get()).as("asks of a busy API").isPositive();
    }
  }

  private static Weather weather(long second) {
    if (second >= 15 && second < 28) {
      return Weather.API_BUSY;
    }
    if (second >= 45 && second < 65) {
      return Weather.API_GONE;
    }
    return second >= 90 && second < 140 ? Weather.NO_NETWORK : Weather.FAIR;
  }

  private long second() {
    return Duration.between(start, clock.instant()).toSeconds();
  }

  private BucketpassCredentialsProvider provider(StubAws cloud) throws IOException {
    HttpTransport real = new UrlConnectionTransport();
    return BucketpassCredentialsProvider.builder(cloud.uri(), new SignedInPhone(cloud.uri()))
        .clock(clock)
        .executor(Runnable::run)
        .pause(
            wait -> {
              clock.advance(wait);
              cloud.weather = weather(second());
            })
        .http(
            (uri, authorization) -> {
              HttpTransport.Answer answer = real.get(uri, authorization);
              Optional<Instant> date = Optional.of(clock.instant());
              return new HttpTransport.Answer(
                  answer.status(), date, answer.retryAfter(), answer.body());
            })
        .build();
  }

  /** Without the SDK's own retries, so that a call that fails once is seen to. */
  private static S3Client s3(URI endpoint, BucketpassCredentialsProvider provider) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(provider)
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static void upload(S3Client s3, String key) {
    s3.putObject(b -> b.bucket("bucket").key(key), RequestBody.fromString(key));
  }

  /** Keeps its token until the API says that it has ended, then uses its refresh token. */
  private static final class SignedInPhone implements TokenProvider {

    private final URI tokens;
    private String token;

    SignedInPhone(URI cloud) throws IOException {
      tokens = cloud.resolve("/token");
      token = renewed();
    }

    @Override
    public String current() {
      return token;
    }

    @Override
    public String renewed() throws IOException {
      try (var answer = tokens.toURL().openStream()) {
        token = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        return token;
      }
    }
  }
}
