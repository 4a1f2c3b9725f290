package bucketpass.local.gateway;

import bucketpass.local.http.ApiCorsPolicy;
import bucketpass.local.http.RequestPath;
import bucketpass.local.http.ResponseServlet;
import bucketpass.local.http.ServerResponse;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * An HTTP API with a JWT authorizer before one function: what it lets through, what it answers by
 * itself, and in which words, are API Gateway's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">its
 *     quotas</a>
 */
public final class ApiGatewayServlet implements ResponseServlet.Handler {

  /** Request line and headers together, in bytes. */
  private static final int HEAD_LIMIT = 10_240;

  /** What Lambda takes as an event, in bytes; the gateway's own limit of 10 MB comes after it. */
  private static final int EVENT_LIMIT = 6 * 1024 * 1024;

  private static final Logger LOG = System.getLogger(ApiGatewayServlet.class.getName());

  // Absent members are left out, as Lambda does.
  private static final ObjectMapper JSON =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private final Set<String> routes;
  private final ApiCorsPolicy cors;
  private final JwtAuthorizer authorizer;
  private final HttpApiEventBuilder events;
  private final LambdaInvoker function;

  /**
   * @param routes route keys, such as {@code GET /whoami}
   */
  public ApiGatewayServlet(
      Set<String> routes,
      ApiCorsPolicy cors,
      JwtAuthorizer authorizer,
      HttpApiEventBuilder events,
      LambdaInvoker function) {
    this.routes = Set.copyOf(routes);
    this.cors = cors;
    this.authorizer = authorizer;
    this.events = events;
    this.function = function;
  }

  @Override
  public ServerResponse answer(HttpServletRequest http) throws IOException {
    if (headSize(http) > HEAD_LIMIT) {
      return message(431, "Request Header Fields Too Large");
    }
    return cors.isPreflight(http) ? cors.preflight(http) : cors.allow(http, route(http));
  }

  private ServerResponse route(HttpServletRequest http) throws IOException {
    String routeKey = http.getMethod() + " " + RequestPath.of(http);
    if (!routes.contains(routeKey)) {
      return message(404, "Not Found");
    }
    Map<String, Object> claims;
    try {
      claims = authorizer.claims(http.getHeader("Authorization"));
    } catch (JwtAuthorizer.Unauthorized e) {
      return message(401, "Unauthorized")
          .with(
              "www-authenticate",
              "Bearer scope=\"\" error=\"invalid_token\" error_description=\""
                  + e.getMessage()
                  + "\"");
    }
    byte[] body = http.getInputStream().readNBytes(EVENT_LIMIT + 1);
    byte[] event =
        JSON.writeValueAsBytes(events.event(http, routeKey, ClaimFlattener.of(claims), body));
    return event.length > EVENT_LIMIT ? message(413, "Request Entity Too Large") : invoke(event);
  }

  private ServerResponse invoke(byte[] event) {
    try {
      return LambdaProxyResponse.read(function.invoke(event));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "the function failed", e);
      return message(500, "Internal Server Error");
    }
  }

  private static int headSize(HttpServletRequest http) {
    int size = size(http.getMethod()) + size(http.getRequestURI());
    size += http.getQueryString() == null ? 0 : 1 + size(http.getQueryString());
    for (String name : Collections.list(http.getHeaderNames())) {
      for (String value : Collections.list(http.getHeaders(name))) {
        size += size(name) + size(value);
      }
    }
    return size;
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static ServerResponse message(int status, String text) {
    return ServerResponse.json(status, "{\"message\":\"" + text + "\"}");
  }
}
