package bucketpass.local.s3;

import bucketpass.local.http.ErrorFormat;
import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.UriEncoding;
import bucketpass.local.protocol.XmlWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes S3's answers. */
final class S3ResponseWriter {
  static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  /** As much of a refused body as is read, so that its sender sees the answer and no reset. */
  private static final int MOST_DRAINED = 64 * 1024 * 1024;

  /** The store sets it when it gets as far as the store. */
  private static final String REQUEST_ID = "x-amz-request-id";

  /** Writes an error that occurs before S3 sees the request. */
  static final ErrorFormat ERRORS =
      new ErrorFormat() {
        @Override
        public String contentType() {
          return "application/xml";
        }

        @Override
        public String body(int status, String code, String message) {
          return new XmlWriter()
              .open("Error")
              .element("Code", code)
              .element("Message", message)
              .end();
        }
      };

  private S3ResponseWriter() {}

  static void xml(HttpServletResponse response, int status, String document) throws IOException {
    response.setStatus(status);
    response.setContentType("application/xml");
    if (!response.containsHeader(REQUEST_ID)) {
      response.setHeader(REQUEST_ID, UUID.randomUUID().toString());
    }
    byte[] body = document.getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * Answers a form that was stored, as the form asks: by going on to another page, or with one of
   * three statuses. What the form says of that is S3's default when it cannot be followed.
   */
  static void uploaded(HttpServletResponse response, PostObjectForm form) throws IOException {
    String path = UriEncoding.encodePath("/" + form.bucket() + "/" + form.key());
    String etag = response.getHeader("ETag");
    String redirect = form.field("success_action_redirect").orElse("");
    if (redirect.matches("https?://[\\x21-\\x7e]+")) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(
          "Location",
          "%s%sbucket=%s&key=%s&etag=%s"
              .formatted(
                  redirect,
                  redirect.contains("?") ? "&" : "?",
                  UriEncoding.encode(form.bucket()),
                  UriEncoding.encode(form.key()),
                  UriEncoding.encode(etag)));
      return;
    }
    response.setHeader("Location", path);
    switch (form.field("success_action_status").orElse("")) {
      case "200" -> response.setStatus(200);
      case "201" ->
          xml(
              response,
              201,
              new XmlWriter()
                  .open("PostResponse")
                  .element("Location", path)
                  .element("Bucket", form.bucket())
                  .element("Key", form.key())
                  .element("ETag", etag)
                  .end());
      default -> response.setStatus(204);
    }
  }

  /** Writes an error as S3 does: without a body in answer to HEAD, or where HTTP has none. */
  static void error(HttpServletRequest http, HttpServletResponse response, AwsErrorException e)
      throws IOException {
    if (response.isCommitted()) {
      // The store had begun to answer; cutting the connection is the one way left to say so.
      throw new IOException("failed after the answer had begun: " + e.code());
    }
    drain(http.getInputStream());
    response.resetBuffer();
    if (http.getMethod().equals("HEAD") || e.status() == HttpServletResponse.SC_NOT_MODIFIED) {
      response.setStatus(e.status());
      return;
    }
    xml(response, e.status(), ERRORS.body(e.status(), e.code(), e.getMessage()));
  }

  private static void drain(InputStream body) throws IOException {
    try {
      body.skip(MOST_DRAINED);
    } catch (IOException | IllegalStateException e) {
      // The sender is gone, or the body cannot be read: either way there is nothing left to spare.
      return;
    }
  }
}
