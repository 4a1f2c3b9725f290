package bucketpass.cli.login;

import bucketpass.cli.console.CheckedUri;
import bucketpass.cli.console.CommandFailedException;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs the caller in by the browser, and keeps the refresh token. */
@Command(
    name = "login",
    description = "Sign in with the browser, for the commands that take --api.",
    mixinStandardHelpOptions = true)
public final class LoginCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Spec private CommandSpec spec;

  @Option(
      names = "--api",
      required = true,
      paramLabel = "URL",
      defaultValue = "${env:BUCKETPASS_API}",
      description = "The stack's output ApiUrl (also BUCKETPASS_API).")
  private URI api;

  @Option(
      names = "--issuer",
      required = true,
      paramLabel = "URL",
      description = "The user pool: https://cognito-idp.REGION.amazonaws.com/USER_POOL_ID.")
  private String issuer;

  @Option(
      names = "--client-id",
      required = true,
      paramLabel = "ID",
      description = "The stack's output UserPoolClientId.")
  private String clientId;

  @Option(
      names = "--use",
      defaultValue = "id",
      paramLabel = "TOKEN",
      description = "Which token to show the API: id or access (default: ${DEFAULT-VALUE}).")
  private StoredLogin.Use use;

  @Option(
      names = "--port",
      defaultValue = "8765",
      paramLabel = "N",
      description =
          "Where the sign-in comes back to; http://localhost:N/callback must be one of the"
              + " client's callback URLs (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--no-browser", description = "Only print the address to open.")
  private boolean noBrowser;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CheckedUri.api(api);
    CheckedUri.safe(CheckedUri.parse(issuer, "--issuer"), "--issuer");
    OIDCProviderMetadata provider = discover();
    StoredLogin login =
        new StoredLogin(
            clientId,
            use,
            CheckedUri.safe(provider.getTokenEndpointURI(), "the issuer's token endpoint"),
            revocation(provider),
            null,
            null,
            Instant.EPOCH.toString());
    PrintWriter err = spec.commandLine().getErr();
    try (BrowserSignIn signIn = new BrowserSignIn(port)) {
      URI address = signIn.address(provider, clientId);
      err.println("Sign in at " + address);
      if (!noBrowser) {
        Browser.open(address);
      }
      StoredLogin signedIn = OAuthClient.exchanged(login, signIn.await(PATIENCE));
      LoginStore.ofUser().change(api, previous -> signedIn);
    }
    err.println("Logged in.");
    return 0;
  }

  private OIDCProviderMetadata discover() throws IOException {
    try {
      return OIDCProviderMetadata.resolve(new Issuer(issuer), OAuthClient::configure);
    } catch (GeneralException e) {
      throw new CommandFailedException("found no sign-in at " + issuer + ": check --issuer");
    }
  }

  /** Absent, or held to the rule as the others are. */
  private static URI revocation(OIDCProviderMetadata provider) {
    URI named = provider.getRevocationEndpointURI();
    return named == null ? null : CheckedUri.safe(named, "the issuer's revocation endpoint");
  }
}
