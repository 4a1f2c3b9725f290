package bucketpass.local.gateway;

import bucketpass.local.http.ApiCorsPolicy;
import bucketpass.local.http.ServerResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads what the function wrote as an HTTP API reads it, payload format 2.0. */
final class LambdaProxyResponse {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LambdaProxyResponse() {}

  /**
   * @throws IOException where it is no reply, which the caller of the API gets as a 500
   */
  static ServerResponse read(byte[] output) throws IOException {
    JsonNode root = JSON.readTree(output);
    if (!root.path("statusCode").isInt()) {
      // "If your function returns valid JSON without a statusCode": it is the body of a 200.
      return ServerResponse.of(200, "application/json", output);
    }
    String body = root.path("body").asText("");
    byte[] bytes =
        root.path("isBase64Encoded").asBoolean(false)
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8);
    ServerResponse reply =
        ServerResponse.of(root.get("statusCode").asInt(), contentType(root), bytes);
    for (var header : root.path("headers").properties()) {
      String name = header.getKey();
      // "API Gateway ignores CORS headers returned from your backend integration."
      if (!ApiCorsPolicy.governs(name) && !name.equalsIgnoreCase("content-type")) {
        reply = reply.with(name, header.getValue().asText());
      }
    }
    List<String> cookies = new ArrayList<>();
    root.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
    return cookies.isEmpty() ? reply : reply.with("set-cookie", cookies);
  }

  private static String contentType(JsonNode root) {
    for (var header : root.path("headers").properties()) {
      if (header.getKey().equalsIgnoreCase("content-type")) {
        return header.getValue().asText();
      }
    }
    return "application/json";
  }
}
