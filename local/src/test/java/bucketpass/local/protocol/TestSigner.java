package bucketpass.local.protocol;

import bucketpass.local.account.OperatorKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signs requests that no client of AWS would write, with the canonical form of the checking side.
 */
public record TestSigner(OperatorKeys keys, String region, String service) {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** As {@code x-amz-date} has it. */
  public static String timestamp(Instant moment) {
    return TIMESTAMP.format(moment);
  }

  /**
   * The headers of the request with those that sign all of them.
   *
   * @param headers by lower-case name, {@code host} among them
   * @throws IllegalArgumentException when path or query cannot be read, so that nobody could sign
   *     it
   */
  public SortedMap<String, String> sign(
      String method,
      String path,
      String query,
      Map<String, String> headers,
      byte[] body,
      Instant now) {
    SortedMap<String, String> signed = new TreeMap<>(headers);
    String timestamp = timestamp(now);
    signed.put("x-amz-date", timestamp);
    signed.putIfAbsent("x-amz-content-sha256", SigningKey.sha256(body));
    keys.sessionToken().ifPresent(token -> signed.put("x-amz-security-token", token));

    SigV4Signature.Scope scope =
        new SigV4Signature.Scope(timestamp.substring(0, 8), region, service);
    DecodedRequest request =
        new DecodedRequest(
            method, UriEncoding.decode(path), DecodedRequest.parameters(query), signed);
    SigV4Signature signature =
        new SigV4Signature(
            keys.accessKeyId(),
            scope,
            List.copyOf(signed.keySet()),
            "",
            timestamp,
            keys.sessionToken(),
            Optional.empty());
    String canonical = signature.canonicalRequest(request, signed.get("x-amz-content-sha256"));
    String toSign =
        String.join(
            "\n",
            SigV4Signature.ALGORITHM,
            timestamp,
            scope.toString(),
            SigningKey.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    signed.put(
        "authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                SigV4Signature.ALGORITHM,
                keys.accessKeyId(),
                scope,
                String.join(";", signature.signedHeaders()),
                SigningKey.sign(SigningKey.signingKey(keys.secretAccessKey(), scope), toSign)));
    return signed;
  }
}
