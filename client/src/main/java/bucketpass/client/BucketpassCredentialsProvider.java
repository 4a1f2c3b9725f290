package bucketpass.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Gives an AWS client the caller's credentials for the caller's own part of the bucket, and renews
 * them before they end.
 *
 * <pre>{@code
 * var provider =
 *     BucketpassCredentialsProvider.builder(URI.create(apiUrl), signIn::idToken).build();
 * var pass = provider.vended();
 * var s3 =
 *     S3Client.builder()
 *         .region(Region.of(pass.region()))
 *         .credentialsProvider(provider)
 *         .build();
 * s3.putObject(
 *     put -> put.bucket(pass.bucket()).key(pass.prefix() + "note.txt"),
 *     RequestBody.fromString("…"));
 * }</pre>
 *
 * <p>One provider serves any number of clients and threads: however many ask, one call to the API
 * is under way at most. What fails while the credentials in hand still last is not seen by anybody.
 */
public final class BucketpassCredentialsProvider
    implements AwsCredentialsProvider, SdkAutoCloseable {

  private final URI uri;
  private final Executor executor;
  private final CredentialsRefresher renewal;

  private BucketpassCredentialsProvider(Builder builder) {
    uri = CredentialsFetcher.uri(builder.api, builder.access, builder.prefix, builder.duration);
    executor = builder.executor == null ? backgroundThread() : builder.executor;
    renewal =
        new CredentialsRefresher(
            new CredentialsFetcher(uri, builder.token, builder.http, builder.clock),
            builder.clock,
            new Backoff(Math::random),
            builder.pause,
            executor);
  }

  /** One thread at most, and none while there is nothing to fetch. */
  private static Executor backgroundThread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread daemon = new Thread(task, "bucketpass-credentials");
              daemon.setDaemon(true);
              return daemon;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /**
   * Begins a provider.
   *
   * @param api the stack's {@code ApiUrl}: https, or http on this machine
   * @param token gives the caller's token
   * @throws IllegalArgumentException where the token would travel in the clear
   */
  public static Builder builder(URI api, TokenProvider token) {
    return new Builder(api, token);
  }

  /**
   * Gives credentials that last at least a minute more, or a quarter of their life where that is
   * less.
   *
   * @throws BucketpassException where there are none to be had
   * @throws AbortedException where the thread is interrupted while it waits
   */
  @Override
  public AwsCredentials resolveCredentials() {
    return vended().credentials();
  }

  /** As {@link #resolveCredentials()}, without blocking. */
  @Override
  public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
    return renewal.current().thenApply(BucketpassCredentials::credentials);
  }

  /** As {@link #resolveCredentials()}, with the bucket, region and prefix that they are for. */
  public BucketpassCredentials vended() {
    try {
      return renewal.current().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("Interrupted while waiting for credentials", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BucketpassException why) {
        throw why;
      }
      throw new IllegalStateException("No credentials", e.getCause());
    }
  }

  /** Ends the background thread, after the call under way if there is one. */
  @Override
  public void close() {
    renewal.close();
    if (executor instanceof ExecutorService own) {
      own.shutdown();
    }
  }

  @Override
  public String toString() {
    return "BucketpassCredentialsProvider[" + uri + "]";
  }

  /** What to ask for; all that is left out is the API's to decide. */
  public static final class Builder {

    private final URI api;
    private final TokenProvider token;
    private String access;
    private String prefix;
    private Duration duration;
    private HttpTransport http = new UrlConnectionTransport();
    private Clock clock = Clock.systemUTC();
    private Executor executor;
    private CredentialsRefresher.Pause pause =
        wait -> Thread.sleep(wait.toMillis()); // between attempts at an API that is away

    private Builder(URI api, TokenProvider token) {
      this.api = encrypted(api);
      this.token = Objects.requireNonNull(token, "token");
    }

    /** {@code read-write}, {@code read-only}, {@code write-only} or {@code write-once}. */
    public Builder access(String access) {
      this.access = access;
      return this;
    }

    /** A prefix inside the caller's own, which it begins with; ends with {@code /}. */
    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    /** How long each set of credentials lives: 15 minutes to an hour, in whole seconds. */
    public Builder duration(Duration duration) {
      this.duration = duration;
      return this;
    }

    Builder http(HttpTransport http) {
      this.http = http;
      return this;
    }

    /** The device's clock, the system's where none is given; a test moves one of its own. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    Builder pause(CredentialsRefresher.Pause pause) {
      this.pause = pause;
      return this;
    }

    /** Makes the provider; the API is first asked when credentials first are. */
    public BucketpassCredentialsProvider build() {
      return new BucketpassCredentialsProvider(this);
    }

    private static URI encrypted(URI api) {
      if (SecureUri.isSecure(api) && api.getRawQuery() == null) {
        return api;
      }
      // Without the address: it may hold a password.
      throw new IllegalArgumentException(
          "The API's address must be https, or http on this machine, without user information,"
              + " query and fragment.");
    }
  }
}
