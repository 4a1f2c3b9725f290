package bucketpass.local.account;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.LocalTestClock;
import bucketpass.local.policy.RequestPrincipal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionStoreTest {

  private final LocalTestClock clock = new LocalTestClock();
  private final SessionStore sessions = new SessionStore(clock);

  private AwsSession add(Optional<Duration> life) {
    return sessions.add(
        new AwsSession(
            sessions.sessionKeys(),
            RequestPrincipal.session("arn:aws:iam::123456789012:role/r", "alice"),
            "AROA:alice",
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            clock.instant(),
            life.map(clock.instant()::plus)));
  }

  @Test
  void holds_no_more_than_those_of_an_hour_however_long_it_runs() {
    AwsSession user = add(Optional.empty());
    for (int minute = 0; minute < 60 * 24; minute++) {
      add(Optional.of(Duration.ofMinutes(minute % 2 == 0 ? 15 : 60)));
      clock.advance(Duration.ofMinutes(1));
    }

    // 30 that live an hour, 8 that live a quarter, and those that ended in the last five minutes.
    assertThat(sessions.size()).isBetween(39, 45);
    assertThat(sessions.find(user.keys().accessKeyId())).isPresent();
  }

  @Test
  void remembers_for_a_while_that_a_session_has_ended() {
    AwsSession session = add(Optional.of(Duration.ofMinutes(15)));
    clock.advance(Duration.ofMinutes(19));
    add(Optional.empty());
    assertThat(sessions.find(session.keys().accessKeyId())).isPresent();

    clock.advance(Duration.ofMinutes(2));
    add(Optional.empty());
    assertThat(sessions.find(session.keys().accessKeyId())).isEmpty();
  }
}
