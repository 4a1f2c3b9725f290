package bucketpass.local.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What stands in for the page where Node has not built it: what is missing, and curl instead. */
final class StartPage {

  private static final String HTML = read();

  private StartPage() {}

  static String html(LocalAddresses addresses) {
    return HTML.replace("{{api}}", addresses.api().toString())
        .replace("{{issuer}}", addresses.issuer().toString())
        .replace("{{s3}}", addresses.s3().toString())
        .replace("{{bucket}}", addresses.bucket())
        .replace("{{region}}", addresses.region())
        .replace("{{clientId}}", addresses.clientId());
  }

  private static String read() {
    try (InputStream in = StartPage.class.getResourceAsStream("start.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
