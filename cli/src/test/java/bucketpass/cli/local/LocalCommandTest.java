package bucketpass.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.cli.CommandRun;
import bucketpass.cli.Main;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class LocalCommandTest {

  @BeforeEach
  void home() {
    System.setProperty("bucketpass.home", Path.of("..").toString());
  }

  @AfterEach
  void noHome() {
    System.clearProperty("bucketpass.home");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a:80", "http://a", "u@a", "a."})
  void what_is_no_host_is_refused(String name) {
    CommandRun run = CommandRun.of("local", "--skip-page", "--port", "0", "--allow-host", name);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("neither a host's name nor an address");
  }

  @Test
  void answers_to_the_hosts_that_are_named_and_no_other() throws Exception {
    try (PipedWriter out = new PipedWriter();
        BufferedReader printed = new BufferedReader(new PipedReader(out, 65_536))) {
      CommandLine commandLine = Main.commandLine();
      commandLine.setOut(new PrintWriter(out, true));
      Thread thread =
          new Thread(
              () ->
                  commandLine.execute(
                      "local",
                      "--json",
                      "--skip-page",
                      "--port",
                      "0",
                      "--allow-host",
                      "one.test",
                      "--allow-host",
                      "two.test"));
      thread.start();
      URI api = URI.create(new ObjectMapper().readTree(printed.readLine()).get("api").asText());

      assertThat(status(api, "one.test")).isEqualTo("401");
      assertThat(status(api, "two.test:99")).isEqualTo("401");
      assertThat(status(api, "localhost")).isEqualTo("401");
      assertThat(status(api, "three.test")).isEqualTo("421");

      thread.interrupt();
      thread.join();
    }
  }

  private static String status(URI server, String host) throws Exception {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      String request = "GET /whoami HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .substring(9, 12);
    }
  }
}
