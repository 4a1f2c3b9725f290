package bucketpass.local.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Puts the server's own errors into the service's format, without a word of Jetty's or the JDK's.
 */
final class ErrorResponses extends ErrorHandler {

  private final ErrorFormat format;

  ErrorResponses(ErrorFormat format) {
    this.format = format;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    ByteBuffer body = body(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, format.contentType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    response.write(true, body, callback);
  }

  private ByteBuffer body(int status) {
    return ByteBuffer.wrap(
        format.body(status, code(status), message(status)).getBytes(StandardCharsets.UTF_8));
  }

  private static String code(int status) {
    return status == HttpStatus.INTERNAL_SERVER_ERROR_500
        ? "InternalError"
        : HttpStatus.getMessage(status).replaceAll("[^A-Za-z]", "");
  }

  private static String message(int status) {
    return switch (status) {
      case HttpStatus.INTERNAL_SERVER_ERROR_500 ->
          "The local server met an internal error. Its log says more.";
      case HttpStatus.MISDIRECTED_REQUEST_421 ->
          "This server does not answer to the request's Host. Use localhost or a loopback address,"
              + " or start it with --allow-host NAME.";
      default -> HttpStatus.getMessage(status) + ".";
    };
  }
}
