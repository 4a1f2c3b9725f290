package bucketpass.cli.login;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.client.TokenProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** The token of the login for an API, refreshed when it has less than a minute left. */
public final class LoginTokenProvider implements TokenProvider {

  private static final Duration ENOUGH = Duration.ofMinutes(1);

  private final LoginStore logins;
  private final URI api;

  public LoginTokenProvider(LoginStore logins, URI api) {
    this.logins = logins;
    this.api = api;
  }

  @Override
  public String current() throws IOException {
    StoredLogin login = found(logins.find(api).orElse(null));
    return lasts(login) ? login.token() : refreshedUnless(LoginTokenProvider::lasts).token();
  }

  @Override
  public String renewed() throws IOException {
    return refreshedUnless(login -> false).token();
  }

  /** Under the lock, another run may turn out to have refreshed it already. */
  private StoredLogin refreshedUnless(Predicate<StoredLogin> good) throws IOException {
    return logins.change(
        api, login -> good.test(found(login)) ? login : OAuthClient.refreshed(login));
  }

  private static boolean lasts(StoredLogin login) {
    return login.lasts(Instant.now().plus(ENOUGH));
  }

  private StoredLogin found(StoredLogin login) {
    if (login == null) {
      throw new CommandFailedException("not logged in: run bucketpass login --api " + api);
    }
    return login;
  }
}
