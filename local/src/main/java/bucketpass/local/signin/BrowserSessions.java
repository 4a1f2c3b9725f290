package bucketpass.local.signin;

import bucketpass.local.http.ServerResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/** Remembers a browser that signed in, as managed login does, until it signs out. */
final class BrowserSessions {

  /** Managed login's, and not configurable there either. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private static final String COOKIE = "bucketpass-session";

  private final OpaqueTokens<AuthenticatedUser> tickets;
  private final String path;

  BrowserSessions(String path, Clock clock) {
    this.path = path;
    this.tickets = new OpaqueTokens<>(clock);
  }

  Optional<AuthenticatedUser> current(HttpServletRequest http) {
    return ticket(http).flatMap(tickets::look);
  }

  ServerResponse begin(AuthenticatedUser signedIn, ServerResponse reply) {
    return reply.with("set-cookie", cookie(tickets.issue(signedIn, signedIn.at().plus(LIFETIME))));
  }

  ServerResponse end(HttpServletRequest http, ServerResponse reply) {
    ticket(http).ifPresent(tickets::redeem);
    return reply.with("set-cookie", cookie("") + "; Max-Age=0");
  }

  private String cookie(String value) {
    return COOKIE + "=" + value + "; Path=" + path + "; HttpOnly; SameSite=Lax";
  }

  private static Optional<String> ticket(HttpServletRequest http) {
    return Collections.list(http.getHeaders("Cookie")).stream()
        .flatMap(header -> Arrays.stream(header.split("; *")))
        .filter(cookie -> cookie.startsWith(COOKIE + "="))
        .map(cookie -> cookie.substring(COOKIE.length() + 1))
        .findFirst();
  }
}
