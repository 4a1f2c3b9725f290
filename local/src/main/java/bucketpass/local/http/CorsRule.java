package bucketpass.local.http;

import java.util.List;

/**
 * Which pages of other origins may call.
 *
 * @param allowedOrigins origins, in a bucket's rule with at most one {@code *} each
 * @param allowedHeaders header names, as written; {@code *} for any
 * @param maxAgeSeconds how long a browser may keep the answer; 0 when not set
 */
public record CorsRule(
    List<String> allowedOrigins,
    List<String> allowedMethods,
    List<String> allowedHeaders,
    List<String> exposedHeaders,
    int maxAgeSeconds) {

  /** Copies the lists. */
  public CorsRule {
    allowedOrigins = List.copyOf(allowedOrigins);
    allowedMethods = List.copyOf(allowedMethods);
    allowedHeaders = List.copyOf(allowedHeaders);
    exposedHeaders = List.copyOf(exposedHeaders);
  }
}
