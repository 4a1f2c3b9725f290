package bucketpass.function.token;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The issuer's RSA keys, fetched from the configured address and fresh for an hour. A key that is
 * not there is looked for again. Attempts are at least 30 seconds apart, whether they succeed or
 * fail, so that made-up key ids do not become requests to the issuer. While the issuer fails, the
 * keys that it had last still count.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517, JSON Web Key</a>
 */
public final class JwksClient {

  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MAX_BYTES = 100_000;
  // NIST SP 800-131A: shorter RSA keys are disallowed.
  private static final int MIN_MODULUS_BITS = 2_048;

  /** The outcome of the last attempt, which replaces the one before as a whole. */
  private record Fetched(Map<String, PublicKey> keys, Instant succeeded, Instant attempted) {

    boolean failed() {
      return !succeeded.equals(attempted);
    }
  }

  private final URI address;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Fetched last = new Fetched(Map.of(), Instant.MIN, Instant.MIN);

  public JwksClient(URI address, Clock clock) {
    this.address = address;
    this.clock = clock;
  }

  /**
   * The key of that id; {@code InvalidToken} if there is none, {@code KeySetUnavailable} if
   * unknown.
   */
  Result<PublicKey> find(String id) {
    if (last.keys().containsKey(id)) {
      // A request whose key is known does not wait for a fetch.
      if (isOlder(last.succeeded(), FRESH) && fetching.tryLock()) {
        try {
          fetchIfDue();
        } finally {
          fetching.unlock();
        }
      }
    } else {
      // A thread that waited here finds the attempt made, and makes no second one.
      fetching.lock();
      try {
        if (!last.keys().containsKey(id)) {
          fetchIfDue();
        }
      } finally {
        fetching.unlock();
      }
    }
    Fetched known = last;
    PublicKey key = known.keys().get(id);
    if (key != null) {
      return Result.ok(key);
    }
    return known.failed()
        ? Result.refused(ErrorCode.KEY_SET_UNAVAILABLE, "The issuer's keys cannot be fetched now.")
        : Result.refused(ErrorCode.INVALID_TOKEN, "The token names a key that its issuer has not.");
  }

  private boolean isOlder(Instant moment, Duration age) {
    return Duration.between(moment, clock.instant()).compareTo(age) > 0;
  }

  private void fetchIfDue() {
    if (!isOlder(last.attempted(), PAUSE)) {
      return;
    }
    Instant now = clock.instant();
    try {
      last = new Fetched(fetch(), now, now);
    } catch (IOException e) {
      last = new Fetched(last.keys(), last.succeeded(), now);
    }
  }

  private Map<String, PublicKey> fetch() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("the issuer's key set has status " + connection.getResponseCode());
    }
    JsonObject answer;
    try (InputStream body = connection.getInputStream()) {
      answer = Json.read(body.readNBytes(MAX_BYTES));
    }
    if (!(answer.get("keys") instanceof List<?> list)) {
      throw new IOException("the issuer's key set has no list of keys");
    }
    return usable(list);
  }

  /** Keys that cannot be used are left out, and so is an id that two usable keys share. */
  private static Map<String, PublicKey> usable(List<?> list) {
    Map<String, PublicKey> found = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (Object element : list) {
      if (element instanceof JsonObject key && isForSignatures(key)) {
        String id = key.text("kid").orElse("");
        PublicKey usable = id.isEmpty() ? null : rsaKey(key);
        if (usable != null && found.put(id, usable) != null) {
          shared.add(id);
        }
      }
    }
    found.keySet().removeAll(shared);
    return Map.copyOf(found);
  }

  private static boolean isForSignatures(JsonObject key) {
    return "RSA".equals(key.get("kty"))
        && (!key.has("use") || "sig".equals(key.get("use")))
        && (!key.has("alg") || "RS256".equals(key.get("alg")))
        && (!key.has("key_ops")
            || (key.get("key_ops") instanceof List<?> uses && uses.contains("verify")));
  }

  /** Returns the key, or {@code null} if it is malformed or too short to be safe. */
  private static PublicKey rsaKey(JsonObject key) {
    try {
      BigInteger modulus = number(key, "n");
      return modulus.bitLength() < MIN_MODULUS_BITS
          ? null
          : KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(modulus, number(key, "e")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return null;
    }
  }

  private static BigInteger number(JsonObject key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.text(name).orElse("")));
  }
}
