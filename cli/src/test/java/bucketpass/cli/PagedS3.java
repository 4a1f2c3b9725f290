package bucketpass.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Answers ListObjectsV2 for a bucket of any number of keys: for volume, which a disk would slow.
 */
final class PagedS3 implements AutoCloseable {

  private static final int PAGE = 1_000;

  private final HttpServer server;
  private final int keys;
  private final Runnable beforeLastPage;

  PagedS3(int keys, Runnable beforeLastPage) throws IOException {
    this.keys = keys;
    this.beforeLastPage = beforeLastPage;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The size of every object is its number, so that a sum shows that each came once. */
  long totalSize() {
    return (long) keys * (keys - 1) / 2;
  }

  private void answer(HttpExchange exchange) throws IOException {
    int first =
        Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
            .filter(pair -> pair.startsWith("continuation-token="))
            .map(pair -> Integer.parseInt(pair.substring("continuation-token=".length())))
            .findAny()
            .orElse(0);
    int end = Math.min(first + PAGE, keys);
    if (end == keys) {
      beforeLastPage.run();
    }
    byte[] body = page(first, end).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String page(int first, int end) {
    StringBuilder xml = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
    if (end < keys) {
      xml.append("<IsTruncated>true</IsTruncated><NextContinuationToken>")
          .append(end)
          .append("</NextContinuationToken>");
    }
    for (int i = first; i < end; i++) {
      xml.append("<Contents><Key>data/2026/measurement-%06d.json</Key>".formatted(i))
          .append("<LastModified>2026-11-24T04:00:00.000Z</LastModified>")
          .append("<ETag>&quot;9a0364b9e99bb480dd25e1f0284c8555&quot;</ETag>")
          .append("<Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>".formatted(i));
    }
    return xml.append("</ListBucketResult>").toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
