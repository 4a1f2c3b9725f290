package bucketpass.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What trains, without the native runtime client: a cache is made and used in .ci/steps/22-image.
 */
class AotTrainingTest {

  @Test
  void ends_with_a_reply_that_vends() throws Exception {
    AotTraining.main(command("{\"statusCode\":200,\"body\":\"\"}"));
  }

  @Test
  void fails_where_the_function_does_not_vend() {
    assertThatThrownBy(() -> AotTraining.main(command("{\"statusCode\":502,\"body\":\"\"}")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("502");
  }

  @Test
  void fails_at_once_where_the_function_does_not_start() {
    assertThatThrownBy(() -> AotTraining.main(command())).isInstanceOf(IOException.class);
  }

  private static String[] command(String... reply) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String main = reply.length == 0 ? "bucketpass.None" : Client.class.getName();
    return new String[] {java, "-cp", classes, main, String.join("", reply)};
  }

  /** Stands in for Lambda's runtime client, which answers and then asks for the next event. */
  static final class Client {

    private Client() {}

    public static void main(String[] reply) throws IOException, InterruptedException {
      HttpClient http = HttpClient.newHttpClient();
      URI invocation =
          URI.create(
              "http://"
                  + System.getenv("AWS_LAMBDA_RUNTIME_API")
                  + "/2018-06-01/runtime/invocation/");
      HttpRequest next = HttpRequest.newBuilder(invocation.resolve("next")).build();
      String event = http.send(next, BodyHandlers.ofString()).body();
      assertThat(event).contains("POST /credentials");
      HttpRequest response =
          HttpRequest.newBuilder(invocation.resolve("1/response"))
              .POST(BodyPublishers.ofString(reply[0]))
              .build();
      http.send(response, BodyHandlers.discarding());
      http.send(next, BodyHandlers.discarding());
    }
  }
}
