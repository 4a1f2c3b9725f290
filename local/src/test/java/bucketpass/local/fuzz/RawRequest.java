package bucketpass.local.fuzz;

import bucketpass.local.protocol.TestSigner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request as the kept inputs write it: {@code PUT /path?query}, a line for each header, an empty
 * line, the body. What frames the message is left out: whoever lies about a length waits for Jetty.
 */
record RawRequest(
    String method, String path, String query, SortedMap<String, String> headers, String body) {

  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "connection", "expect", "upgrade", "te");

  static RawRequest parse(String text) {
    String[] headAndBody = text.split("\n\n", 2);
    String[] head = headAndBody[0].split("\n", -1);
    String[] methodAndTarget = printable(head[0]).split(" ", 2);
    String target =
        methodAndTarget.length < 2 ? "/" : "/" + methodAndTarget[1].replaceFirst("^/", "");
    String[] pathAndQuery = target.replace(" ", "%20").split("\\?", 2);
    SortedMap<String, String> headers = new TreeMap<>();
    for (int i = 1; i < head.length; i++) {
      String[] nameAndValue = printable(head[i]).split(":", 2);
      String name = nameAndValue[0].toLowerCase(Locale.ROOT);
      if (nameAndValue.length == 2 && name.matches("[a-z0-9-]+") && !FRAMING.contains(name)) {
        headers.put(name, nameAndValue[1].strip());
      }
    }
    headers.put("host", "127.0.0.1");
    return new RawRequest(
        methodAndTarget[0].matches("[A-Z]+") ? methodAndTarget[0] : "GET",
        pathAndQuery[0],
        pathAndQuery.length < 2 ? "" : pathAndQuery[1],
        headers,
        headAndBody.length < 2 ? "" : headAndBody[1]);
  }

  /** Signed, unless it is such that nobody could. */
  RawRequest signed(TestSigner signer) {
    try {
      return new RawRequest(
          method,
          path,
          query,
          signer.sign(method, path, query, headers, utf8(body), Instant.now()),
          body);
    } catch (IllegalArgumentException e) {
      return this;
    }
  }

  byte[] bytes() {
    StringBuilder head = new StringBuilder(method + " " + path);
    if (!query.isEmpty()) {
      head.append('?').append(query);
    }
    head.append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    byte[] content = utf8(body);
    head.append("content-length: ").append(content.length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(start.length + content.length).put(start).put(content).array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "");
  }
}
