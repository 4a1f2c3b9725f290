package bucketpass.local.protocol;

import bucketpass.local.protocol.InvalidSignatureException.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a signed request says about its signature, in the header or in the query.
 *
 * @param timestamp as written, for example {@code 20261124T040000Z}
 * @param lifetime how long a presigned URL works; empty for a signed header
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
public record SigV4Signature(
    String accessKeyId,
    Scope scope,
    List<String> signedHeaders,
    String value,
    String timestamp,
    Optional<String> sessionToken,
    Optional<Duration> lifetime) {

  /** The only algorithm there is here. */
  public static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final String UNSUPPORTED =
      "The authorization mechanism you have provided is not supported. Please use "
          + ALGORITHM
          + ".";

  /** A presigned URL works for a week at most. */
  private static final Duration LONGEST_URL = Duration.ofDays(7);

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What a signing key is good for: one day, region and service. */
  public record Scope(String date, String region, String service) {
    /** As it stands in the string to sign. */
    @Override
    public String toString() {
      return "%s/%s/%s/aws4_request".formatted(date, region, service);
    }
  }

  /** Reads it from the Authorization header, or else from the query of a presigned URL. */
  static SigV4Signature of(DecodedRequest request) throws InvalidSignatureException {
    Optional<String> header = request.header("authorization");
    if (header.isPresent()) {
      if (request.isPresigned()) {
        throw new InvalidSignatureException(
            Kind.INCOMPLETE, "Only one auth mechanism allowed: header or query, not both.");
      }
      return ofHeader(request, header.get());
    }
    if (request.isPresigned()) {
      return ofQuery(request.parameters());
    }
    if (request.parameter("AWSAccessKeyId").isPresent()) {
      throw new InvalidSignatureException(Kind.UNSUPPORTED, UNSUPPORTED);
    }
    throw new InvalidSignatureException(Kind.MISSING, "The request is not signed.");
  }

  private static SigV4Signature ofHeader(DecodedRequest request, String header)
      throws InvalidSignatureException {
    if (!header.startsWith(ALGORITHM + " ")) {
      throw new InvalidSignatureException(Kind.UNSUPPORTED, UNSUPPORTED);
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : header.substring(ALGORITHM.length() + 1).split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length != 2 || parts.put(pair[0], pair[1]) != null) {
        throw new InvalidSignatureException(
            Kind.INCOMPLETE, "The Authorization header is not readable.");
      }
    }
    return of(
        required(parts, "Credential"),
        required(parts, "SignedHeaders"),
        required(parts, "Signature"),
        required(request.headers(), "x-amz-date"),
        request.header("x-amz-security-token"),
        Optional.empty());
  }

  private static SigV4Signature ofQuery(SortedMap<String, String> query)
      throws InvalidSignatureException {
    if (!ALGORITHM.equals(query.get("X-Amz-Algorithm"))) {
      throw new InvalidSignatureException(
          Kind.INCOMPLETE, "X-Amz-Algorithm only supports " + ALGORITHM);
    }
    String expires = required(query, "X-Amz-Expires");
    if (!expires.matches("[0-9]{1,6}")
        || Duration.ofSeconds(Long.parseLong(expires)).compareTo(LONGEST_URL) > 0) {
      throw new InvalidSignatureException(
          Kind.INCOMPLETE, "X-Amz-Expires must be between 0 and a week in seconds; 604800");
    }
    return of(
        required(query, "X-Amz-Credential"),
        required(query, "X-Amz-SignedHeaders"),
        required(query, "X-Amz-Signature"),
        required(query, "X-Amz-Date"),
        Optional.ofNullable(query.get("X-Amz-Security-Token")),
        Optional.of(Duration.ofSeconds(Long.parseLong(expires))));
  }

  /** Reads the same parts from wherever they were found. */
  public static SigV4Signature of(
      String credential,
      String signedHeaders,
      String value,
      String timestamp,
      Optional<String> sessionToken,
      Optional<Duration> lifetime)
      throws InvalidSignatureException {
    String[] parts = credential.split("/", -1);
    if (parts.length != 5 || !parts[4].equals("aws4_request")) {
      throw new InvalidSignatureException(
          Kind.INCOMPLETE,
          "The Credential is mal-formed; expecting \"KEY/DATE/REGION/SERVICE/aws4_request\".");
    }
    return new SigV4Signature(
        parts[0],
        new Scope(parts[1], parts[2], parts[3]),
        List.of(signedHeaders.split(";", -1)),
        value,
        timestamp,
        sessionToken,
        lifetime);
  }

  private static String required(Map<String, String> parts, String name)
      throws InvalidSignatureException {
    String value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw new InvalidSignatureException(
          Kind.INCOMPLETE, "The signature lacks '%s'.".formatted(name));
    }
    return value;
  }

  /** When it was signed. */
  Instant signedAt() throws InvalidSignatureException {
    try {
      return TIMESTAMP.parse(timestamp, Instant::from);
    } catch (DateTimeException e) {
      throw new InvalidSignatureException(
          Kind.INCOMPLETE, "The date must be in ISO8601 basic format 'YYYYMMDD'T'HHMMSS'Z''.");
    }
  }

  /** What the signature covers, in the one form that both sides must write it. */
  String canonicalRequest(DecodedRequest request, String payloadHash) {
    SortedMap<String, String> query = new TreeMap<>();
    request
        .parameters()
        .forEach((name, text) -> query.put(UriEncoding.encode(name), UriEncoding.encode(text)));
    query.remove("X-Amz-Signature");
    StringBuilder canonical = new StringBuilder();
    canonical.append(request.method()).append('\n');
    canonical.append(UriEncoding.encodePath(request.path())).append('\n');
    query.forEach(
        (name, text) ->
            canonical
                .append(name.equals(query.firstKey()) ? "" : "&")
                .append(name)
                .append('=')
                .append(text));
    canonical.append('\n');
    for (String name : signedHeaders) {
      String text = request.headers().getOrDefault(name, "").strip().replaceAll(" +", " ");
      canonical.append(name).append(':').append(text).append('\n');
    }
    return canonical
        .append('\n')
        .append(String.join(";", signedHeaders))
        .append('\n')
        .append(payloadHash)
        .toString();
  }
}
