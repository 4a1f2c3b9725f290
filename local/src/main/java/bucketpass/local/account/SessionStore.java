package bucketpass.local.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;

/**
 * The keys that exist, by access key id. A session is kept for a while after its end, so that it is
 * told apart from a key that never was.
 */
public final class SessionStore {
  /** How long an ended session is still answered with ExpiredToken. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, AwsSession> byKey = new ConcurrentHashMap<>();

  /** Those that end, the first to end first, so that forgetting is no search. */
  private final Queue<AwsSession> ending =
      new PriorityBlockingQueue<>(
          64, Comparator.comparing(session -> session.expiration().orElseThrow()));

  SessionStore(Clock clock) {
    this.clock = clock;
  }

  /** The session that holds these keys. */
  public Optional<AwsSession> find(String accessKeyId) {
    return Optional.ofNullable(byKey.get(accessKeyId));
  }

  /** Makes the session's keys valid from now on. */
  public AwsSession add(AwsSession session) {
    forgetEnded();
    byKey.put(session.keys().accessKeyId(), session);
    session.expiration().ifPresent(end -> ending.add(session));
    return session;
  }

  private void forgetEnded() {
    Instant forgotten = clock.instant().minus(REMEMBERED);
    for (AwsSession first = ending.peek();
        first != null && first.hasEnded(forgotten);
        first = ending.peek()) {
      // Another thread may have been faster.
      if (ending.remove(first)) {
        byKey.remove(first.keys().accessKeyId());
      }
    }
  }

  /** How many are known, the ended ones that are remembered included. */
  int size() {
    return byKey.size();
  }

  /** New long-term keys, of a user. */
  public OperatorKeys userKeys() {
    return new OperatorKeys(uniqueId("AKIA"), text(30), Optional.empty());
  }

  /** New temporary keys. The token means nothing to anyone but these sessions. */
  public OperatorKeys sessionKeys() {
    return new OperatorKeys(uniqueId("ASIA"), text(30), Optional.of(text(96)));
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
