package bucketpass.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class ErrorMessagesTest {

  static Stream<Throwable> others() {
    IOException io = new IOException("the-secret");
    return Stream.of(
        new IllegalArgumentException("invalid header value: \"Bearer the-secret\""),
        new IllegalStateException("the-secret", io),
        io,
        new UncheckedIOException("the-secret", io),
        new HttpTimeoutException("the-secret"),
        new ConnectException("the-secret"),
        new UnknownHostException("the-secret"),
        SdkClientException.create("Unable to execute HTTP request: the-secret", io),
        SdkClientException.create("Unable to load credentials: [the-secret]", io));
  }

  @ParameterizedTest
  @MethodSource("others")
  void message_of_the_jdk_is_not_printed(Throwable error) {
    assertThat(ErrorMessages.of(error)).doesNotContain("the-secret").doesNotContain("null");
  }

  @Test
  void unexpected_error_shows_its_class_and_advice() {
    assertThat(ErrorMessages.of(new IllegalArgumentException("the-secret")))
        .isEqualTo("failed unexpectedly: java.lang.IllegalArgumentException (--debug shows where)");
  }

  @Test
  void file_that_is_missing_is_named() {
    assertThat(ErrorMessages.of(new NoSuchFileException("a\u001bb")))
        .isEqualTo("could not use the file 'a\\u001bb' (NoSuchFileException)");
  }

  @Test
  void stray_argument_is_not_repeated() {
    CommandRun run = CommandRun.of("whoami", "--api=https://a.example", "the-secret");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("bucketpass: Unexpected argument").doesNotContain("secret");
  }
}
