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

/** What a session can hand to somebody who has no keys: URLs and forms. */
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

  /** A form that is not signed at all, which is the least that anybody can send. */
  static void postForm(Operations.At at) {
    String boundary = "conformance";
    String form =
        "--%s\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n%s\r\n--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nchanged\r\n--%s--\r\n"
            .formatted(boundary, at.key(), boundary, boundary);
    URI endpoint =
        at.client()
            .endpoint()
            .map(uri -> URI.create(uri + "/" + at.bucket()))
            .orElseGet(
                () ->
                    URI.create(
                        "https://%s.s3.%s.amazonaws.com/"
                            .formatted(at.bucket(), at.client().region())));
    send(
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofString(form)));
  }

  private static void send(HttpRequest.Builder request) {
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
