package bucketpass.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bucketpass.local.HttpExchange;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalServerTest {

  private static final String SECRET = "what-a-message-may-quote";

  /** Fails in the way that the path says. */
  private static final class Failing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest http, HttpServletResponse response)
        throws ServletException, IOException {
      switch (http.getRequestURI()) {
        case "/runtime" -> throw new IllegalStateException(SECRET);
        case "/io" -> throw new IOException(SECRET);
        case "/servlet" -> throw new ServletException(SECRET);
        case "/error" -> throw new StackOverflowError(SECRET);
        case "/half" -> {
          response.setContentType("text/html");
          response.getOutputStream().print(SECRET);
          throw new IllegalStateException(SECRET);
        }
        default -> response.sendError(500, SECRET);
      }
    }
  }

  @Test
  void a_fault_is_worded_as_the_service_words_errors() throws IOException {
    try (LocalServer server =
        LocalServer.bind("failing", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY)) {
      server.serve(new Failing(), ErrorFormat.PROBLEM);
      for (String path : List.of("/runtime", "/io", "/servlet", "/error", "/half", "/sent")) {
        HttpResponse<String> answer = HttpExchange.get(server.uri() + path, "accept", "text/html");

        assertThat(answer.statusCode()).as(path).isEqualTo(500);
        assertThat(answer.headers().firstValue("content-type"))
            .hasValue("application/problem+json");
        assertThat(HttpExchange.json(answer).get("title").asText()).isEqualTo("InternalError");
        assertThat(answer.body()).doesNotContain(SECRET, "Exception", "Error:");
      }
    }
  }

  @Test
  void a_handlers_fault_is_a_reply_without_a_word_of_it() throws IOException {
    try (LocalServer server =
        LocalServer.bind("failing", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY)) {
      server.serve(
          http -> {
            throw new IllegalStateException(SECRET);
          },
          ErrorFormat.TEXT);
      HttpResponse<String> answer = HttpExchange.get(server.uri());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }
  }

  @Test
  void a_port_that_is_taken_is_named_and_one_that_never_served_is_given_back() throws IOException {
    int port;
    try (LocalServer first =
        LocalServer.bind("first", "127.0.0.1", 0, AllowedHosts.LOOPBACK_ONLY)) {
      port = first.uri().getPort();
      assertThatThrownBy(
              () -> LocalServer.bind("second", "127.0.0.1", port, AllowedHosts.LOOPBACK_ONLY))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the second cannot listen on 127.0.0.1:" + port);
    }
    LocalServer.bind("third", "127.0.0.1", port, AllowedHosts.LOOPBACK_ONLY).close();
  }
}
