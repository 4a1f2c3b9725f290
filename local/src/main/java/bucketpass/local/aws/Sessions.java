package bucketpass.local.aws;

import bucketpass.local.AwsKeys;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that exist, by access key id. A session is kept for a while after its end, so that it is
 * told apart from a key that never was.
 */
public final class Sessions {
  /** How long an ended session is still answered with ExpiredToken. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> byKey = new ConcurrentHashMap<>();

  Sessions(Clock clock) {
    this.clock = clock;
  }

  /** The session that holds these keys. */
  public Optional<Session> find(String accessKeyId) {
    return Optional.ofNullable(byKey.get(accessKeyId));
  }

  /** Makes the session's keys valid from now on. */
  public Session add(Session session) {
    Instant forgotten = clock.instant().minus(REMEMBERED);
    byKey.values().removeIf(old -> old.hasEnded(forgotten));
    byKey.put(session.keys().accessKeyId(), session);
    return session;
  }

  /** New long-term keys, of a user. */
  public AwsKeys userKeys() {
    return new AwsKeys(uniqueId("AKIA"), text(30), Optional.empty());
  }

  /** New temporary keys. The token means nothing to anyone but these sessions. */
  public AwsKeys sessionKeys() {
    return new AwsKeys(uniqueId("ASIA"), text(30), Optional.of(text(96)));
  }

  /** An identifier as IAM makes them: a prefix that says of what, and sixteen letters. */
  public String uniqueId(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < 16; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  private String text(int bytes) {
    byte[] secret = new byte[bytes];
    random.nextBytes(secret);
    return Base64.getEncoder().withoutPadding().encodeToString(secret);
  }
}
