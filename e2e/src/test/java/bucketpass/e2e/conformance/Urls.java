package bucketpass.e2e.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** URLs that a session can hand to somebody who has no keys. */
final class Urls {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LIFETIME = Duration.ofMinutes(1);
  private static final Pattern CODE = Pattern.compile("<Code>([^<]+)</Code>");

  private Urls() {}

  static void get(Operations.At at) {
    use(
        at,
        presigner ->
            presigner.presignGetObject(
                sign ->
                    sign.signatureDuration(LIFETIME)
                        .getObjectRequest(get -> get.bucket(at.bucket()).key(at.key()))),
        BodyPublishers.noBody());
  }

  static void put(Operations.At at) {
    put(at, Map.of());
  }

  /** With headers that the signature covers. */
  static void put(Operations.At at, Map<String, List<String>> headers) {
    use(
        at,
        presigner ->
            presigner.presignPutObject(
                sign ->
                    sign.signatureDuration(LIFETIME)
                        .putObjectRequest(
                            put ->
                                put.bucket(at.bucket())
                                    .key(at.key())
                                    .overrideConfiguration(WithHeaders.sent(headers)))),
        BodyPublishers.ofString("changed"));
  }

  /** With headers that the holder of the URL adds, which the signature does not cover. */
  static void putAnd(Operations.At at, Map<String, List<String>> headers) {
    try (S3Presigner presigner = at.client().presigner()) {
      URL url =
          presigner
              .presignPutObject(
                  sign ->
                      sign.signatureDuration(LIFETIME)
                          .putObjectRequest(put -> put.bucket(at.bucket()).key(at.key())))
              .url();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri(url)).PUT(BodyPublishers.ofString("changed"));
      headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
      send(request);
    }
  }

  static void delete(Operations.At at) {
    use(
        at,
        presigner ->
            presigner.presignDeleteObject(
                sign ->
                    sign.signatureDuration(LIFETIME)
                        .deleteObjectRequest(del -> del.bucket(at.bucket()).key(at.key()))),
        BodyPublishers.noBody());
  }

  private static void use(
      Operations.At at, Function<S3Presigner, PresignedRequest> presign, BodyPublisher body) {
    try (S3Presigner presigner = at.client().presigner()) {
      PresignedRequest signed = presign.apply(presigner);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri(signed.url()))
              .method(signed.httpRequest().method().name(), body);
      signed
          .signedHeaders()
          .forEach(
              (name, values) -> {
                if (!name.equalsIgnoreCase("host")) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      send(request);
    }
  }

  /** Sends what holds its own signature; a refusal has the error's code. */
  static void send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        Matcher code = CODE.matcher(answer.body());
        throw new Operations.Refusal(code.find() ? code.group(1) : "HTTP " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
