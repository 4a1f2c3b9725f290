package bucketpass.cli.login;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Forgets a login here, and has the issuer forget it. */
@Command(
    name = "logout",
    description = "Forget the login, and revoke its refresh token.",
    mixinStandardHelpOptions = true)
public final class LogoutCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--api",
      required = true,
      paramLabel = "URL",
      defaultValue = "${env:BUCKETPASS_API}",
      description = "The stack's output ApiUrl (also BUCKETPASS_API).")
  private URI api;

  @Override
  public Integer call() throws IOException {
    LoginStore logins = LoginStore.ofUser();
    Optional<StoredLogin> login = logins.find(api);
    if (login.isEmpty()) {
      spec.commandLine().getErr().println("Not logged in.");
      return 0;
    }
    logins.change(api, any -> null);
    if (login.get().revocation() != null) {
      OAuthClient.revoke(login.get());
    }
    spec.commandLine().getErr().println("Logged out.");
    return 0;
  }
}
