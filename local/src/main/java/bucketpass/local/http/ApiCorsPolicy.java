package bucketpass.local.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * Which pages' scripts may call a server and read what it answers, as API Gateway's HTTP APIs do
 * it: a preflight is answered before any route is looked for, and an origin that is not on the list
 * gets the same reply without the headers that would let its script read it.
 *
 * @param origins scheme, host and port as a browser sends them in {@code Origin}, or {@code *}
 * @param maxAge seconds for which a browser may keep a preflight's answer
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">CORS
 *     for HTTP APIs</a>
 */
public record ApiCorsPolicy(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    Optional<Integer> maxAge) {

  private static final String PREFIX = "access-control-";

  public boolean isPreflight(HttpServletRequest http) {
    return http.getMethod().equals("OPTIONS")
        && http.getHeader("Origin") != null
        && http.getHeader("Access-Control-Request-Method") != null;
  }

  public ServerResponse preflight(HttpServletRequest http) {
    ServerResponse reply = ServerResponse.empty(204);
    Optional<String> origin = allowedOrigin(http);
    if (origin.isEmpty()) {
      return reply;
    }
    ServerResponse allowed =
        reply
            .with(PREFIX + "allow-origin", origin.get())
            .with(PREFIX + "allow-methods", String.join(",", methods))
            .with(PREFIX + "allow-headers", String.join(",", headers));
    return maxAge
        .map(seconds -> allowed.with(PREFIX + "max-age", Integer.toString(seconds)))
        .orElse(allowed);
  }

  /** Lets the script of an allowed page read this reply. */
  public ServerResponse allow(HttpServletRequest http, ServerResponse reply) {
    return allowedOrigin(http)
        .map(
            origin -> {
              ServerResponse allowed =
                  reply.with(PREFIX + "allow-origin", origin).with("vary", "origin");
              return exposed.isEmpty()
                  ? allowed
                  : allowed.with(PREFIX + "expose-headers", String.join(",", exposed));
            })
        .orElse(reply);
  }

  /** Whether a header is this class's to set, whoever else has set it. */
  public static boolean governs(String header) {
    return header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  private Optional<String> allowedOrigin(HttpServletRequest http) {
    String origin = http.getHeader("Origin");
    if (origin == null) {
      return Optional.empty();
    }
    return origins.contains("*") ? Optional.of("*") : Optional.of(origin).filter(origins::contains);
  }
}
