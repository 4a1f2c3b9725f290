package bucketpass.caller;

import bucketpass.json.Json;
import bucketpass.json.JsonObject;
import bucketpass.outcome.Outcome;
import bucketpass.outcome.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The issuer's RSA keys, fetched from the configured address and kept for an hour. A key that is
 * not there is looked for again, but at most every 30 seconds, so that made-up key ids do not
 * become requests to the issuer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517, JSON Web Key</a>
 */
public final class KeySet {

  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MAX_BYTES = 100_000;
  // NIST SP 800-131A: shorter RSA keys are disallowed.
  private static final int MIN_MODULUS_BITS = 2_048;

  private final URI address;
  private final Clock clock;
  private Map<String, PublicKey> keys = Map.of();
  private Instant fetched = Instant.MIN;

  public KeySet(URI address, Clock clock) {
    this.address = address;
    this.clock = clock;
  }

  /**
   * The key of that id; {@code InvalidToken} if there is none, {@code KeySetUnavailable} if
   * unknown.
   */
  synchronized Outcome<PublicKey> find(String id) {
    Duration age = Duration.between(fetched, clock.instant());
    boolean stale = age.compareTo(FRESH) > 0;
    if (stale || (!keys.containsKey(id) && age.compareTo(PAUSE) > 0)) {
      try {
        keys = fetch();
        fetched = clock.instant();
      } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
        return Outcome.refused(
            Reason.KEY_SET_UNAVAILABLE, "The issuer's keys cannot be fetched now.");
      }
    }
    PublicKey key = keys.get(id);
    return key == null
        ? Outcome.refused(Reason.INVALID_TOKEN, "The token names a key that its issuer has not.")
        : Outcome.ok(key);
  }

  private Map<String, PublicKey> fetch() throws IOException, GeneralSecurityException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    JsonObject answer;
    try (InputStream body = connection.getInputStream()) {
      answer = Json.read(body.readNBytes(MAX_BYTES));
    }
    Map<String, PublicKey> found = new HashMap<>();
    if (answer.members().get("keys") instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof JsonObject key && key.text("kty").orElse("").equals("RSA")) {
          addTo(found, key);
        }
      }
    }
    return found;
  }

  private static void addTo(Map<String, PublicKey> found, JsonObject key)
      throws GeneralSecurityException {
    BigInteger modulus = number(key, "n");
    if (modulus.bitLength() >= MIN_MODULUS_BITS && key.text("kid").isPresent()) {
      RSAPublicKeySpec spec = new RSAPublicKeySpec(modulus, number(key, "e"));
      found.put(key.text("kid").get(), KeyFactory.getInstance("RSA").generatePublic(spec));
    }
  }

  private static BigInteger number(JsonObject key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.text(name).orElse("")));
  }
}
