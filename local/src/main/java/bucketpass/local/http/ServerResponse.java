package bucketpass.local.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server answers. Header names are kept in any case, and sent once for each value. */
public final class ServerResponse {

  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  private ServerResponse(int status, Map<String, List<String>> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public static ServerResponse empty(int status) {
    return new ServerResponse(status, Map.of(), new byte[0]);
  }

  public static ServerResponse of(int status, String contentType, byte[] body) {
    return new ServerResponse(status, Map.of(), body).with("content-type", contentType);
  }

  public static ServerResponse json(int status, String json) {
    return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  public static ServerResponse html(int status, String html) {
    return of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the browser on with a GET, whatever it came with. */
  public static ServerResponse seeOther(URI location) {
    return empty(303).with("location", location.toString());
  }

  public ServerResponse with(String name, String value) {
    return with(name, List.of(value));
  }

  /** Adds to what is there under that name already. */
  public ServerResponse with(String name, Collection<String> values) {
    List<String> all = new ArrayList<>(headers.getOrDefault(name, List.of()));
    all.addAll(values);
    Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, all);
    return new ServerResponse(status, more, body);
  }

  int status() {
    return status;
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }
}
