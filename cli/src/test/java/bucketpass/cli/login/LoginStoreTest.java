package bucketpass.cli.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bucketpass.cli.console.CommandFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginStoreTest {

  private static final URI API = URI.create("https://api.example");
  private static final StoredLogin LOGIN =
      new StoredLogin(
          "client",
          StoredLogin.Use.ID,
          URI.create("https://issuer.example/token"),
          null,
          "the-refresh-token",
          "the-token",
          "2126-01-01T00:00:00Z");

  @TempDir private Path home;

  @Test
  void keeps_one_login_for_each_api() throws IOException {
    logins().change(API, none -> LOGIN);
    logins()
        .change(URI.create("https://other.example"), none -> LOGIN.with("r2", "t2", Instant.MAX));

    assertThat(logins().find(API)).contains(LOGIN);
    assertThat(logins().find(URI.create("https://third.example"))).isEmpty();
  }

  @Test
  void forgets_a_login() throws IOException {
    logins().change(API, none -> LOGIN);
    logins().change(API, login -> null);

    assertThat(logins().find(API)).isEmpty();
    assertThat(Files.readString(file())).doesNotContain("the-refresh-token");
  }

  @Test
  void is_for_its_user_alone() throws IOException {
    logins().change(API, none -> LOGIN);

    assertThat(permissions(file())).isEqualTo("rw-------");
    assertThat(permissions(file().getParent())).isEqualTo("rwx------");
  }

  @Test
  void is_not_used_when_others_may_have_read_it() throws IOException {
    logins().change(API, none -> LOGIN);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> logins().find(API))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the-refresh-token",
        "{\"https://api.example\":{\"refreshToken\":the-refresh-token}}",
        "{\"https://api.example\":{\"use\":\"the-refresh-token\"}}",
        "{\"https://api.example\":{\"tokenEndpoint\":\"the-refresh-token \"}}",
        "{\"https://api.example\":{\"clientId\":[\"the-refresh-token\"]}}",
        "{\"https://api.example\":{\"refreshToken\":\"the-refresh-token\"}}",
        "{\"https://api.example\":null,\"x\":\"the-refresh-token\"}",
        "{} the-refresh-token",
        "[\"the-refresh-token\"]",
        "null",
        ""
      })
  void damaged_file_is_not_quoted(String content) throws IOException {
    logins().change(API, none -> LOGIN);
    Files.writeString(file(), content);

    assertThatThrownBy(() -> logins().find(API))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageStartingWith("the file '")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("the-refresh-token"))
        .hasNoCause();
  }

  @Test
  void leaves_nothing_beside_the_file_when_a_change_fails() throws IOException {
    logins().change(API, none -> LOGIN);

    assertThatThrownBy(
            () ->
                logins()
                    .change(
                        API,
                        login -> {
                          throw new CommandFailedException("the issuer refused");
                        }))
        .hasMessage("the issuer refused");
    assertThat(logins().find(API)).contains(LOGIN);
    assertThat(file().getParent()).isDirectoryNotContaining("glob:**.new");
  }

  /** Each of several runs at once adds a letter; one that read before another wrote loses it. */
  @Test
  void loses_no_change_of_another_process() throws IOException, InterruptedException {
    logins().change(API, none -> LOGIN.with("", "t", Instant.MAX));
    List<Process> processes =
        IntStream.range(0, 3).mapToObj(i -> LetterAdder.start(file().getParent())).toList();
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    assertThat(logins().find(API).orElseThrow().refreshToken()).hasSize(3 * LetterAdder.TIMES);
  }

  @Test
  void shows_no_secret_in_its_text() {
    assertThat(LOGIN.toString()).doesNotContain("the-refresh-token", "the-token");
  }

  private LoginStore logins() {
    return new LoginStore(home.resolve("bucketpass"));
  }

  private Path file() {
    return home.resolve("bucketpass").resolve("logins.json");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Another process that changes the same file. */
  static final class LetterAdder {

    static final int TIMES = 20;

    private LetterAdder() {}

    static Process start(Path folder) {
      try {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LetterAdder.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public static void main(String[] args) throws IOException {
      LoginStore logins = new LoginStore(Path.of(args[0]));
      for (int i = 0; i < TIMES; i++) {
        logins.change(API, old -> old.with(old.refreshToken() + "x", "t", Instant.MAX));
      }
    }
  }
}
