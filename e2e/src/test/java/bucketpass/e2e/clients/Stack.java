package bucketpass.e2e.clients;

import bucketpass.local.LocalApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The local application by a clock that the test shifts, with Alice signed in. */
final class Stack implements AutoCloseable {

  /** So far behind that what lives for 15 minutes ends, for the clients, in one. */
  private static final Duration BEHIND = Duration.ofMinutes(-14);

  private static final Pattern KEY = Pattern.compile("\"accessKeyId\":\"([^\"]+)\"");
  private static final Pattern ID_TOKEN = Pattern.compile("\"id_token\": *\"([^\"]+)\"");

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final ShiftedClock clock;
  private final LocalApplication application;

  /** For clients that go by the machine's clock. */
  Stack(Path home) throws IOException {
    this(home, BEHIND);
  }

  Stack(Path home, Duration ahead) throws IOException {
    clock = new ShiftedClock(ahead);
    application =
        LocalApplication.start(LocalApplication.Options.of(home).clock(clock).log(log::add));
  }

  LocalApplication application() {
    return application;
  }

  Clock clock() {
    return clock;
  }

  URI credentials() {
    return URI.create(application.api() + "/credentials?duration=900");
  }

  /**
   * Lets a little more than half of a session's life pass, so that the API gives newer ones; after
   * the second time, the first session has ended. A client that renews in the background needs the
   * one in between.
   */
  void passHalfOfASession() {
    clock.advance(Duration.ofMinutes(8));
  }

  String idToken(String user) throws IOException, InterruptedException {
    String form =
        "grant_type=password&scope=openid&client_id=%s&username=%s&password=%s"
            .formatted(application.clientId(), user, user);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(application.issuer() + "/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    Matcher token = ID_TOKEN.matcher(answer.body());
    if (!token.find()) {
      throw new IOException("no token for " + user + ": " + answer.statusCode());
    }
    return token.group(1);
  }

  /** The access key ids that were vended, as the function has logged them. */
  Set<String> vended() {
    return log.stream()
        .map(KEY::matcher)
        .filter(Matcher::find)
        .map(line -> line.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    application.close();
  }
}
