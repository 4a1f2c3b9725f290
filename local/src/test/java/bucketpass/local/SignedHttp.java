package bucketpass.local;

import bucketpass.local.account.OperatorKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;

/** Requests that no client would build, signed by the SDK's own signer and sent as they are. */
public final class SignedHttp {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final OperatorKeys keys;
  private final String service;
  private final String region;
  private final Clock clock;

  public SignedHttp(OperatorKeys keys, String service, String region, Clock clock) {
    this.keys = keys;
    this.service = service;
    this.region = region;
    this.clock = clock;
  }

  /** Signs a request; the result can be changed before it is sent. */
  public SdkHttpRequest sign(String method, URI uri, Map<String, String> headers, String body) {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    headers.forEach(request::putHeader);
    return AwsV4HttpSigner.create()
        .sign(
            (SignRequest.Builder<software.amazon.awssdk.identity.spi.AwsCredentialsIdentity>
                    sign) ->
                sign.identity(TestAws.credentials(keys))
                    .request(request.build())
                    .payload(
                        ContentStreamProvider.fromByteArray(body.getBytes(StandardCharsets.UTF_8)))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock))
        .request();
  }

  /** Signs a URL that is a pass by itself, for this long. */
  public SdkHttpRequest presign(String method, URI uri, Duration lifetime) {
    SdkHttpFullRequest request =
        SdkHttpFullRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri).build();
    return AwsV4HttpSigner.create()
        .sign(
            (SignRequest.Builder<software.amazon.awssdk.identity.spi.AwsCredentialsIdentity>
                    sign) ->
                sign.identity(TestAws.credentials(keys))
                    .request(request)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(
                        AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, lifetime)
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock))
        .request();
  }

  /** Signs and sends. */
  public HttpResponse<String> send(
      String method, URI uri, Map<String, String> headers, String body) {
    return send(sign(method, uri, headers, body), body);
  }

  /** Sends what was signed. */
  public static HttpResponse<String> send(SdkHttpRequest signed, String body) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(signed.getUri())
            .method(signed.method().name(), BodyPublishers.ofString(body));
    new TreeMap<>(signed.headers())
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> http.header(name, value));
              }
            });
    try {
      return CLIENT.send(http.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
