package bucketpass.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each client, unmodified, works inside the prefix alone, and goes on when its session has ended.
 */
class ClientsTest {

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Map<String, String> SEEN = new TreeMap<>();

  static List<Client> clients() throws IOException {
    return Client.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void keeps_to_its_prefix_and_renews_its_credentials(Client client, @TempDir Path folder)
      throws Exception {
    List<String> command = client.installedCommand();
    try (Stack stack = new Stack(CHECKOUT);
        ClientProcess process = new ClientProcess(command, environment(stack, folder), folder)) {
      process.awaitRound();
      for (int renewal = 1; renewal <= 2; renewal++) {
        stack.passHalfOfASession();
        // An app that stays signed in writes its renewed token there.
        Files.writeString(folder.resolve("token"), stack.idToken("alice"));
        process.goOn();
        process.awaitRound();
      }

      assertThat(process.exitStatus()).isZero();
      assertThat(stack.vended()).as("sessions vended").hasSizeGreaterThanOrEqualTo(2);
      SEEN.put(client.id(), process.version());
      System.out.printf("seen: %s %s by %s%n", client.name(), process.version(), client.how());
    }
  }

  private static Map<String, String> environment(Stack stack, Path folder)
      throws IOException, InterruptedException {
    Path token = Files.writeString(folder.resolve("token"), stack.idToken("alice"));
    var application = stack.application();
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", folder.toString());
    environment.put("CHECKOUT", CHECKOUT.toString());
    environment.put("CLIENTS", Client.clients().toString());
    environment.put("BUCKET", application.bucket());
    environment.put("PREFIX", "alice/");
    environment.put("OUTSIDE", "bob/");
    environment.put("API", application.api().toString());
    environment.put("ISSUER", application.issuer().toString());
    environment.put("CLIENT_ID", application.clientId());
    environment.put("TOKEN_FILE", token.toString());
    environment.put("AWS_REGION", application.region());
    environment.put("AWS_DEFAULT_REGION", application.region());
    environment.put("AWS_ENDPOINT_URL_S3", application.s3().toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", stack.credentials().toString());
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
    return environment;
  }

  @Test
  void the_page_has_a_row_for_each_client() throws IOException {
    assertThat(ClientTable.of(CHECKOUT).rows())
        .extracting(row -> row.get(0) + " by " + row.get(2))
        .isEqualTo(Client.all().stream().map(Client::toString).toList());
  }

  /** Only where asked to: a run that everyone makes changes no file. */
  @AfterAll
  static void write_the_table() throws IOException {
    if ("1".equals(System.getenv("BUCKETPASS_WRITE_DOCS"))) {
      ClientTable.of(CHECKOUT).write(SEEN, LocalDate.now(ZoneOffset.UTC));
    }
  }
}
