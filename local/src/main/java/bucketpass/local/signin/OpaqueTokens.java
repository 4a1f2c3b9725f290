package bucketpass.local.signin;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Unguessable names for what the sign-in remembers for a while: codes, sessions, refresh tokens.
 */
final class OpaqueTokens<T> {

  private record Held<T>(T value, Instant until) {}

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, Held<T>> held = new ConcurrentHashMap<>();
  private final Clock clock;

  OpaqueTokens(Clock clock) {
    this.clock = clock;
  }

  String issue(T value, Instant until) {
    Instant now = clock.instant();
    held.values().removeIf(entry -> !entry.until.isAfter(now));
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    held.put(ticket, new Held<>(value, until));
    return ticket;
  }

  Optional<T> look(String ticket) {
    return fresh(held.get(ticket));
  }

  /** Gives what the ticket stands for, to the first who asks and to nobody after. */
  Optional<T> redeem(String ticket) {
    return fresh(held.remove(ticket));
  }

  /** Lets it end then, if it does not end earlier. */
  void retire(String ticket, Instant then) {
    held.computeIfPresent(
        ticket, (id, entry) -> then.isBefore(entry.until) ? new Held<>(entry.value, then) : entry);
  }

  private Optional<T> fresh(Held<T> entry) {
    return Optional.ofNullable(entry)
        .filter(found -> found.until.isAfter(clock.instant()))
        .map(Held::value);
  }
}
