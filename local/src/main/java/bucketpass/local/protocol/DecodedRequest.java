package bucketpass.local.protocol;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request as its sender wrote it, decoded exactly once. Everything that is checked, and
 * everything that is done, is read from here, so that the two cannot differ.
 *
 * @param path decoded; starts with a slash
 * @param parameters of the query, decoded
 * @param headers by lower-case name; the values of a repeated header are joined with commas, as
 *     Signature Version 4 joins them
 */
public record DecodedRequest(
    String method,
    String path,
    SortedMap<String, String> parameters,
    SortedMap<String, String> headers) {

  /** Copies both maps. */
  public DecodedRequest {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /**
   * Reads a request's line and headers, and leaves its body alone.
   *
   * @throws IllegalArgumentException when the path or the query is not clean percent-encoding, or
   *     names a parameter twice: of two values, two readers may each take another one
   */
  public static DecodedRequest of(HttpServletRequest http) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(http.getHeaderNames())) {
      headers
          .computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
          .addAll(Collections.list(http.getHeaders(name)));
    }
    TreeMap<String, String> joined = new TreeMap<>();
    headers.forEach((name, values) -> joined.put(name, String.join(",", values)));
    return new DecodedRequest(
        http.getMethod(),
        UriEncoding.decode(http.getRequestURI()),
        parameters(Optional.ofNullable(http.getQueryString()).orElse("")),
        joined);
  }

  /**
   * Splits and decodes a query string, or a form that is not a browser's.
   *
   * @throws IllegalArgumentException when it is not clean percent-encoding or repeats a name
   */
  public static SortedMap<String, String> parameters(String query) {
    SortedMap<String, String> parameters = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = UriEncoding.decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : UriEncoding.decode(pair.substring(equals + 1));
      if (parameters.put(name, value) != null) {
        throw new IllegalArgumentException("the parameter " + name + " is given twice");
      }
    }
    return parameters;
  }

  /** A header's value. */
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** A query parameter's value, empty text when it is a bare name. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Whether the query holds the signature, so that the URL alone is the pass. */
  public boolean isPresigned() {
    return parameters.containsKey("X-Amz-Algorithm");
  }
}
