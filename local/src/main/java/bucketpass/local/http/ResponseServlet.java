package bucketpass.local.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Sends what a handler answers, once all of it is known. */
public final class ResponseServlet extends HttpServlet {

  /** Answers a request. What it throws is a 500 that tells the caller nothing. */
  @FunctionalInterface
  public interface Handler {
    ServerResponse answer(HttpServletRequest request) throws IOException;
  }

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(ResponseServlet.class.getName());

  private final transient Handler handler;

  /** Makes a servlet whose every response comes from this handler. */
  public ResponseServlet(Handler handler) {
    this.handler = handler;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServerResponse reply = answer(request);
    response.setStatus(reply.status());
    reply
        .headers()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    if (reply.body().length > 0) {
      response.setContentLength(reply.body().length);
      response.getOutputStream().write(reply.body());
    }
  }

  private ServerResponse answer(HttpServletRequest request) throws IOException {
    try {
      return handler.answer(request);
    } catch (RuntimeException e) {
      // Only path and method: the query and the headers may hold a code or a token.
      LOG.log(Level.ERROR, request.getMethod() + " " + request.getRequestURI(), e);
      return ServerResponse.json(500, "{\"message\":\"Internal Server Error\"}");
    }
  }
}
