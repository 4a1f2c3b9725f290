package bucketpass.e2e.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** URLs that a session can hand to somebody who has no keys. */
final class Urls {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern CODE = Pattern.compile("<Code>([^<]+)</Code>");

  private Urls() {}

  static void get(Operations.At at) {
    try (S3Presigner presigner = at.client().presigner()) {
      URL url =
          presigner
              .presignGetObject(
                  sign ->
                      sign.signatureDuration(Duration.ofMinutes(1))
                          .getObjectRequest(get -> get.bucket(at.bucket()).key(at.key())))
              .url();
      send(HttpRequest.newBuilder(uri(url)));
    }
  }

  static void put(Operations.At at) {
    try (S3Presigner presigner = at.client().presigner()) {
      URL url =
          presigner
              .presignPutObject(
                  sign ->
                      sign.signatureDuration(Duration.ofMinutes(1))
                          .putObjectRequest(put -> put.bucket(at.bucket()).key(at.key())))
              .url();
      send(HttpRequest.newBuilder(uri(url)).PUT(BodyPublishers.ofString("changed")));
    }
  }

  static void delete(Operations.At at) {
    try (S3Presigner presigner = at.client().presigner()) {
      URL url =
          presigner
              .presignDeleteObject(
                  sign ->
                      sign.signatureDuration(Duration.ofMinutes(1))
                          .deleteObjectRequest(del -> del.bucket(at.bucket()).key(at.key())))
              .url();
      send(HttpRequest.newBuilder(uri(url)).DELETE());
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
