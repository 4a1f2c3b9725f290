package bucketpass.function.token;

import bucketpass.core.claims.Claims;
import bucketpass.core.claims.ClaimsValidator;
import bucketpass.core.claims.JsonClaims;
import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/**
 * Checks the signature of a token where no authorizer stands before the function, as under {@code
 * sam local start-api}. The claims it gives are then checked by {@link ClaimsValidator} like any
 * others.
 *
 * <p>RS256 alone, as Cognito signs: the algorithm is ours and never the token's choice. The key set
 * is the configured one, whatever the token says of its issuer.
 */
public final class JwtVerifier {

  /** Characters of a token: API Gateway's request line and headers together have 10,240 bytes. */
  static final int MAX_LENGTH = 10_240;

  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

  private final JwksClient keys;

  public JwtVerifier(JwksClient keys) {
    this.keys = keys;
  }

  /** The claims of a token whose signature holds, or {@code InvalidToken}. */
  public Result<Claims> verify(String token) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > MAX_LENGTH || parts.length != 3) {
      return invalid("The token is not a signed JSON web token.");
    }
    JsonObject header;
    JsonObject payload;
    byte[] signature;
    try {
      header = json(parts[0]);
      payload = json(parts[1]);
      signature = BASE64.decode(parts[2]);
    } catch (IOException | IllegalArgumentException e) {
      return invalid("The token is not a signed JSON web token.");
    }
    Optional<String> keyId = header.text("kid");
    // RFC 7515, 4.1.11: a token with extensions that must be understood is refused, as we know
    // none.
    if (!header.text("alg").equals(Optional.of("RS256")) || keyId.isEmpty() || header.has("crit")) {
      return invalid("The token must be signed with RS256 and name its key.");
    }
    String signed = parts[0] + "." + parts[1];
    return keys.find(keyId.get())
        .then(
            key ->
                holds(key, signed, signature)
                    ? claims(payload)
                    : invalid("The token's signature does not hold."));
  }

  private static boolean holds(PublicKey key, String signed, byte[] signature) {
    try {
      Signature rs256 = Signature.getInstance("SHA256withRSA");
      rs256.initVerify(key);
      rs256.update(signed.getBytes(StandardCharsets.US_ASCII));
      return rs256.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature of another length than the key's, and the like
    }
  }

  private static JsonObject json(String base64) throws IOException {
    return Json.read(BASE64.decode(base64));
  }

  private static Result<Claims> claims(JsonObject payload) {
    Claims claims = new JsonClaims(payload);
    // Not passed over: who is in no group gets the default, which may be more.
    return claims
        .groups()
        .fold(
            groups -> Result.ok(claims),
            refusal -> invalid("The token's " + Claims.GROUPS + " is not a list of group names."));
  }

  private static <T> Result<T> invalid(String detail) {
    return Result.refused(ErrorCode.INVALID_TOKEN, detail);
  }
}
