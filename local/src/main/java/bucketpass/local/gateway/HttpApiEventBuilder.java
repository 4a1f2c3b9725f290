package bucketpass.local.gateway;

import bucketpass.local.http.RequestPath;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Turns a request into the event that an HTTP API gives Lambda, payload format 2.0.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">the
 *     payload format</a>
 */
public final class HttpApiEventBuilder {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String account;
  private final Clock clock;

  public HttpApiEventBuilder(String account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  APIGatewayV2HTTPEvent event(
      HttpServletRequest http, String routeKey, Map<String, String> claims, byte[] body) {
    String query = Optional.ofNullable(http.getQueryString()).orElse("");
    boolean text = isText(http.getHeader("Content-Type"));
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRouteKey(routeKey)
        .withRawPath(RequestPath.of(http))
        .withRawQueryString(query)
        .withCookies(cookies(http))
        .withHeaders(headers(http))
        .withQueryStringParameters(query(query))
        .withRequestContext(context(http, routeKey, claims))
        .withBody(body.length == 0 ? null : text(body, text))
        .withIsBase64Encoded(body.length > 0 && !text)
        .build();
  }

  private RequestContext context(
      HttpServletRequest http, String routeKey, Map<String, String> claims) {
    Instant now = clock.instant();
    String host = http.getHeader("Host");
    return RequestContext.builder()
        .withAccountId(account)
        .withApiId("local")
        .withDomainName(host)
        .withDomainPrefix("local")
        .withStage("$default")
        .withRouteKey(routeKey)
        .withRequestId(UUID.randomUUID().toString())
        .withTime(TIME.format(now))
        .withTimeEpoch(now.toEpochMilli())
        .withHttp(
            RequestContext.Http.builder()
                .withMethod(http.getMethod())
                .withPath(RequestPath.of(http))
                .withProtocol(http.getProtocol())
                .withSourceIp(sourceIp(http))
                .withUserAgent(http.getHeader("User-Agent"))
                .build())
        .withAuthorizer(
            RequestContext.Authorizer.builder()
                .withJwt(RequestContext.Authorizer.JWT.builder().withClaims(claims).build())
                .build())
        .build();
  }

  /** Names in lower case, several values of one joined by commas; cookies go elsewhere. */
  private static Map<String, String> headers(HttpServletRequest http) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : Collections.list(http.getHeaderNames())) {
      headers.put(
          name.toLowerCase(Locale.ROOT), String.join(",", Collections.list(http.getHeaders(name))));
    }
    headers.remove("cookie");
    headers.put("x-forwarded-for", sourceIp(http));
    headers.put("x-forwarded-proto", "http");
    headers.put("x-forwarded-port", Integer.toString(http.getLocalPort()));
    return headers;
  }

  private static List<String> cookies(HttpServletRequest http) {
    List<String> lines = Collections.list(http.getHeaders("Cookie"));
    return lines.isEmpty()
        ? null
        : lines.stream().flatMap(line -> Arrays.stream(line.split("; *"))).toList();
  }

  private static Map<String, String> query(String raw) {
    if (raw.isEmpty()) {
      return null;
    }
    Map<String, String> query = new TreeMap<>();
    URLUtils.parseParameters(raw)
        .forEach((name, values) -> query.put(name, String.join(",", values)));
    return query;
  }

  private static String text(byte[] body, boolean text) {
    return text
        ? new String(body, StandardCharsets.UTF_8)
        : Base64.getEncoder().encodeToString(body);
  }

  private static boolean isText(String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.startsWith("application/json")
        || type.startsWith("application/xml")
        || type.startsWith("application/javascript");
  }

  private static String sourceIp(HttpServletRequest http) {
    return http.getRemoteAddr();
  }
}
