package bucketpass.local.s3;

import bucketpass.local.protocol.DecodedRequest;
import bucketpass.local.protocol.UriEncoding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A call as the store gets it: written anew, with the bucket, the key, the parameters and the
 * headers that were checked, and nothing of how it was signed.
 */
final class StoreServletRequest extends HttpServletRequestWrapper {
  /** What has been dealt with: the signature, the wrapping of the body, and what the front does. */
  private static final Set<String> DONE =
      Set.of(
          "authorization",
          "content-length",
          "cookie",
          "expect",
          "origin",
          "transfer-encoding",
          "x-amz-acl",
          "x-amz-content-sha256",
          "x-amz-decoded-content-length",
          "x-amz-security-token",
          "x-amz-tagging",
          "x-amz-tagging-directive",
          "x-amz-trailer");

  private final ParsedS3Request call;
  private final S3Payload payload;
  private final SortedMap<String, String> headers;
  private final Map<String, String> parameters;

  StoreServletRequest(HttpServletRequest http, ParsedS3Request call, S3Payload payload) {
    super(http);
    this.call = call;
    this.payload = payload;
    this.headers = headers(call.request(), payload);
    call.source().ifPresent(source -> headers.put(S3OperationSpec.COPY_SOURCE, source.header()));
    S3OperationSpec operation = call.operation();
    this.parameters =
        call.request().parameters().entrySet().stream()
            .filter(
                entry ->
                    operation.with().contains(entry.getKey())
                        || operation.may().contains(entry.getKey()))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static SortedMap<String, String> headers(DecodedRequest request, S3Payload payload) {
    SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!DONE.contains(name)) {
                headers.put(name, value);
              }
            });
    payload.length().ifPresent(length -> headers.put("content-length", Long.toString(length)));
    return headers;
  }

  /** The store knows a form as the put that it stands for. */
  @Override
  public String getMethod() {
    return call.operation().name().equals("PostObject") ? "PUT" : super.getMethod();
  }

  @Override
  public String getRequestURI() {
    return UriEncoding.encodePath(
        "/" + call.bucket() + (call.key().isEmpty() ? "" : "/" + call.key()));
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(getRequestURI());
  }

  @Override
  public String getQueryString() {
    throw new UnsupportedOperationException("the store reads parameters by name");
  }

  @Override
  public String getParameter(String name) {
    return parameters.get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public String getHeader(String name) {
    return headers.get(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = headers.get(name);
    return Collections.enumeration(value == null ? List.of() : List.of(value));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.keySet());
  }

  @Override
  public long getDateHeader(String name) {
    return headers.containsKey(name.toLowerCase(Locale.ROOT)) ? super.getDateHeader(name) : -1;
  }

  @Override
  public String getContentType() {
    return headers.get("content-type");
  }

  @Override
  public int getContentLength() {
    return (int) Math.min(Integer.MAX_VALUE, getContentLengthLong());
  }

  @Override
  public long getContentLengthLong() {
    return payload.length().orElse(-1);
  }
}
