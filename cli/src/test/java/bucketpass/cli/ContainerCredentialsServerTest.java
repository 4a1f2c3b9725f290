package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bucketpass.cli.console.CommandFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

class ContainerCredentialsServerTest {

  private static final AwsSessionCredentials KEYS =
      AwsSessionCredentials.builder()
          .accessKeyId("ASIAEXAMPLE")
          .secretAccessKey("the-secret")
          .sessionToken("the-session")
          .expirationTime(Instant.parse("2126-11-24T04:00:00Z"))
          .build();

  private final AtomicInteger asked = new AtomicInteger();
  private ContainerCredentialsServer endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint =
        new ContainerCredentialsServer(
            () -> {
              asked.incrementAndGet();
              return KEYS;
            },
            0);
  }

  @AfterEach
  void stop() {
    endpoint.close();
    Stream.of("aws.containerCredentialsFullUri", "aws.containerAuthorizationToken")
        .forEach(System::clearProperty);
  }

  @Test
  void is_read_by_the_aws_sdk() {
    AwsCredentials read = readBySdk(endpoint.token());

    assertThat(read.accessKeyId()).isEqualTo("ASIAEXAMPLE");
    assertThat(read.secretAccessKey()).isEqualTo("the-secret");
    assertThat(((AwsSessionCredentials) read).sessionToken()).isEqualTo("the-session");
    assertThat(read.expirationTime()).isEqualTo(KEYS.expirationTime());
  }

  @Test
  void refuses_the_aws_sdk_with_another_token() {
    assertThatThrownBy(() -> readBySdk("another")).hasRootCauseMessage("Unauthorized");
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /, 127.0.0.1:PORT, TOKEN, 200",
    "GET /, localhost:PORT, TOKEN, 200",
    "GET /, attacker.example, TOKEN, 403",
    "GET /, attacker.example:PORT, TOKEN, 403",
    "GET /, 127.0.0.1.attacker.example:PORT, TOKEN, 403",
    "GET /, 127.0.0.1, TOKEN, 403",
    "GET /, 127.0.0.1:PORT, , 401",
    "GET /, 127.0.0.1:PORT, TOKENx, 401",
    "GET /, 127.0.0.1:PORT, Bearer TOKEN, 401",
    "GET /other, 127.0.0.1:PORT, TOKEN, 404",
    "POST /, 127.0.0.1:PORT, TOKEN, 405",
  })
  void answers_only_under_its_own_name_and_to_its_own_token(
      String line, String host, String authorization, int status) throws IOException {
    assertThat(status(line, host, authorization)).isEqualTo(status);
    assertThat(asked).hasValue(status == 200 ? 1 : 0);
  }

  @Test
  void says_why_when_there_are_no_credentials() throws IOException {
    CommandFailedException why = new CommandFailedException("not logged in");
    try (ContainerCredentialsServer broken =
        new ContainerCredentialsServer(
            () -> {
              throw why;
            },
            0)) {
      System.setProperty("aws.containerCredentialsFullUri", broken.uri().toString());
      assertThat(request(broken, "GET /", "127.0.0.1:PORT", broken.token()))
          .contains("503", "\"Code\":\"NoCredentials\"", "not logged in");
    }
  }

  private AwsCredentials readBySdk(String token) {
    System.setProperty("aws.containerCredentialsFullUri", endpoint.uri().toString());
    System.setProperty("aws.containerAuthorizationToken", token);
    try (ContainerCredentialsProvider provider = ContainerCredentialsProvider.builder().build()) {
      return provider.resolveCredentials();
    }
  }

  private int status(String line, String host, String authorization) throws IOException {
    String token = authorization == null ? null : authorization.replace("TOKEN", endpoint.token());
    return Integer.parseInt(request(endpoint, line, host, token).substring(9, 12));
  }

  /** By hand, since Java's HTTP clients let nobody choose the Host header. */
  private static String request(
      ContainerCredentialsServer endpoint, String line, String host, String token)
      throws IOException {
    int port = endpoint.uri().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head =
          line
              + " HTTP/1.1\r\nConnection: close\r\nHost: "
              + host.replace("PORT", Integer.toString(port))
              + (token == null ? "" : "\r\nAuthorization: " + token)
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .lines()
          .reduce("", (a, b) -> a + b + "\n");
    }
  }
}
