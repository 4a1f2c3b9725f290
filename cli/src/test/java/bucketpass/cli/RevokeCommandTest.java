package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bucketpass.cli.console.PrettyJson;
import bucketpass.cli.local.DemoCaller;
import bucketpass.cli.login.DevTokenClient;
import bucketpass.local.LocalApplication;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.s3.S3Client;

/** Credentials that worked, and then do not: the command against the whole local application. */
class RevokeCommandTest {

  /** Each vend asks for another life, so that none is answered by the function's cache. */
  private int seconds = 900;

  private final HttpClient http = HttpClient.newHttpClient();
  private LocalApplication application;

  @BeforeEach
  void start() throws IOException {
    application = LocalApplication.start(LocalApplication.Options.of(Path.of("..")));
    System.setProperty("aws.accessKeyId", application.operator().accessKeyId());
    System.setProperty("aws.secretAccessKey", application.operator().secretAccessKey());
  }

  @AfterEach
  void stop() {
    application.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void takes_back_what_one_caller_has_and_nothing_else() throws Exception {
    AwsCredentials alices = vend("alice");
    AwsCredentials bobs = vend("bob");
    put("alice", alices);
    put("bob", bobs);

    revoke("--caller=alice");

    assertDenied("alice", alices);
    put("bob", bobs);
    untilTheNextSecond();
    put("alice", vend("alice"));
  }

  @Test
  void takes_back_what_was_issued_in_this_very_second() throws Exception {
    untilTheNextSecond();
    AwsCredentials alices = vend("alice");

    revoke("--caller=alice");

    assertDenied("alice", alices);
  }

  @Test
  void gives_back_when_undone() throws Exception {
    AwsCredentials alices = vend("alice");
    revoke("--caller=alice");
    assertDenied("alice", alices);

    assertThat(revoke("--caller=alice", "--undo")).isEmpty();

    put("alice", alices);
  }

  @Test
  void refuses_the_caller_until_undone() throws Exception {
    AwsCredentials alices = vend("alice");

    revoke("--caller=alice", "--refuse");

    assertDenied("alice", alices);
    HttpResponse<String> refused = ask("alice");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"CallerRevoked\"").doesNotContain("arn:");
    put("bob", vend("bob"));

    revoke("--caller=alice", "--undo");

    put("alice", vend("alice"));
    put("alice", alices);
  }

  /** The function hears of it later than the vended role may, and vends meanwhile. */
  @Test
  void what_is_vended_to_a_refused_caller_all_the_same_does_not_work() throws Exception {
    revoke("--caller=alice", "--refuse");
    try (IamClient iam = iam(operator())) {
      String function = functionRole(iam);
      iam.deleteRolePolicy(
          delete ->
              delete
                  .roleName(function)
                  .policyName(new Revocation(Optional.of("alice"), Optional.empty()).policyName()));
    }

    assertDenied("alice", vend("alice"));
  }

  @Test
  void says_what_is_half_done_where_the_functions_role_is_full_and_finishes_when_run_again()
      throws Exception {
    AwsCredentials alices = vend("alice");
    try (IamClient iam = iam(operator())) {
      fill(iam, functionRole(iam));

      CommandRun half = run("--caller=alice", "--refuse");

      assertHalfDone(half, alices);
      assertThat(half.err()).contains(functionRole(iam), "no room");
      iam.deleteRolePolicy(delete -> delete.roleName(functionRole(iam)).policyName("others"));
    }
    assertFinishes(alices);
  }

  @Test
  void says_what_is_half_done_where_iam_is_lost_on_the_way_and_finishes_when_run_again()
      throws Exception {
    AwsCredentials alices = vend("alice");
    try (IamClient iam = iam(operator());
        CutIam cut = new CutIam(application.iam(), functionRole(iam))) {

      CommandRun half =
          CommandRun.of(
              "revoke",
              "--caller=alice",
              "--refuse",
              "--role-arn=" + application.roleArn(),
              "--iam-endpoint=" + cut.uri());

      assertThat(cut.cuts()).isPositive();
      assertHalfDone(half, alices);
    }
    assertFinishes(alices);
  }

  private void assertHalfDone(CommandRun half, AwsCredentials keys) throws Exception {
    assertThat(half.exitCode()).isEqualTo(1);
    assertThat(half.out()).isEmpty();
    assertThat(half.err())
        .contains("half done: no session of alice works", "may go on vending", "same command again")
        .hasLineCount(1);
    assertDenied("alice", keys);
    assertDenied("alice", vend("alice"));
    put("bob", vend("bob"));
  }

  private void assertFinishes(AwsCredentials keys) throws Exception {
    assertThat(revoke("--caller=alice", "--refuse")).hasSize(1);
    assertThat(ask("alice").body()).contains("\"code\":\"CallerRevoked\"");

    assertThat(revoke("--caller=alice", "--undo")).isEmpty();
    put("alice", keys);
    put("alice", vend("alice"));
  }

  @Test
  void takes_back_everybodys() throws Exception {
    AwsCredentials alices = vend("alice");
    AwsCredentials bobs = vend("bob");

    revoke("--all");

    assertDenied("alice", alices);
    assertDenied("bob", bobs);
    untilTheNextSecond();
    put("bob", vend("bob"));

    revoke("--all", "--refuse");

    assertThat(ask("bob").statusCode()).isEqualTo(403);

    revoke("--all", "--undo");

    put("alice", alices);
    put("bob", vend("bob"));
  }

  @Test
  void undoes_what_the_same_options_did_and_no_more() {
    revoke("--caller=mallory", "--refuse");
    revoke("--all");

    JsonNode left = revoke("--all", "--undo");

    assertThat(left).singleElement().asString().contains("mallory");
  }

  @Test
  void undoes_one_callers_and_nobody_elses() throws Exception {
    AwsCredentials bobs = vend("bob");
    revoke("--all");
    revoke("--caller=mallory", "--refuse");
    revoke("--caller=bob");
    revoke("--caller=alice");

    JsonNode left = revoke("--caller=alice", "--undo");

    assertThat(left.findValuesAsText("SourceIdentity"))
        .containsExactlyInAnyOrder("*", "mallory", "bob");
    assertDenied("bob", bobs);
    assertThat(ask("mallory").body()).contains("\"code\":\"CallerRevoked\"");
  }

  @Test
  void is_about_exactly_this_name() throws Exception {
    AwsCredentials alices = vend("alice");

    for (String other : List.of("a*", "alic?", "${aws:SourceIdentity}", "Alice", "alice2")) {
      revoke("--caller=" + other);
      revoke("--caller=" + other, "--refuse");
    }

    put("alice", alices);
    put("alice", vend("alice"));
  }

  @Test
  void says_what_is_taken_back_and_until_when() {
    revoke("--caller=alice");
    revoke("--caller=bob", "--refuse");

    JsonNode list = revoke("--list");

    assertThat(list).hasSize(2);
    JsonNode alice = list.get(0);
    assertThat(alice.get("SourceIdentity").asText()).isEqualTo("alice");
    assertThat(alice.get("Refused").asBoolean()).isFalse();
    Instant issued = Instant.parse(alice.get("IssuedBefore").asText());
    assertThat(issued).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(2));
    assertThat(Instant.parse(alice.get("Until").asText())).isEqualTo(issued.plusSeconds(3_900));
    assertThat(list.get(1).toString()).isEqualTo("{\"SourceIdentity\":\"bob\",\"Refused\":true}");
  }

  @Test
  void forgets_what_every_session_of_has_ended_and_nothing_younger() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (IamClient iam = iam(operator())) {
      for (int minutes : List.of(62, 66)) {
        Revocation old =
            new Revocation(
                Optional.of("caller-" + minutes),
                Optional.of(now.minus(minutes, ChronoUnit.MINUTES)));
        iam.putRolePolicy(
            put ->
                put.roleName(vendedRole())
                    .policyName(old.policyName())
                    .policyDocument(old.ofSessions()));
      }
    }
    revoke("--caller=mallory", "--refuse");

    assertThat(revoke("--caller=alice").findValuesAsText("SourceIdentity"))
        .containsExactlyInAnyOrder("caller-62", "mallory", "alice");
  }

  @Test
  void keeps_one_entry_of_a_caller_that_is_taken_back_again() throws Exception {
    revoke("--caller=alice");
    untilTheNextSecond();

    assertThat(revoke("--caller=alice")).hasSize(1);
  }

  @Test
  void says_when_there_is_no_room_and_has_room_for_everybodys() throws Exception {
    AwsCredentials bobs = vend("bob");
    List<String> callers = new ArrayList<>();
    CommandRun last;
    do {
      callers.add("caller-%032d".formatted(callers.size()));
      last = run("--caller=" + callers.get(callers.size() - 1));
    } while (last.exitCode() == 0 && callers.size() < 100);

    assertThat(last.exitCode()).isEqualTo(1);
    assertThat(last.err()).contains("no room", "10,240", "--all").hasLineCount(1);
    assertThat(callers.size()).isGreaterThan(30);
    put("bob", bobs);

    assertThat(revoke("--all")).as("it covers them").hasSize(1);
    assertDenied("bob", bobs);
  }

  @Test
  void leaves_the_policies_alone_that_are_not_its_own() {
    try (IamClient iam = iam(operator())) {
      String policy =
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:DeleteObject\",\"Resource\":\"*\"}}";
      iam.putRolePolicy(
          put ->
              put.roleName(vendedRole())
                  .policyName("BucketpassRevoked-by-hand")
                  .policyDocument(policy));
      List<String> before = iam.listRolePolicies(list -> list.roleName(vendedRole())).policyNames();

      revoke("--all", "--refuse");
      revoke("--all", "--undo");

      assertThat(iam.listRolePolicies(list -> list.roleName(vendedRole())).policyNames())
          .isEqualTo(before)
          .contains("OwnPrefix");
    }
  }

  @Test
  void says_what_is_wrong_with_the_command() {
    assertThat(run("--caller=alice", "--all").exitCode()).isEqualTo(2);
    assertThat(run().err()).contains("--caller", "--all", "--list");
    assertThat(run("--all", "--undo", "--refuse").exitCode()).isEqualTo(2);
    assertThat(run("--caller=").err()).contains("--caller is empty");
    assertThat(
            CommandRun.of(
                    "revoke",
                    "--list",
                    "--role-arn=arn:aws:iam::123456789012:role/other",
                    "--iam-endpoint=" + application.iam())
                .err())
        .contains("IAM refused: NoSuchEntity")
        .hasLineCount(1);
  }

  private JsonNode revoke(String... args) {
    CommandRun run = run(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return PrettyJson.read(run.out(), "the list");
  }

  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("revoke"));
    all.addAll(List.of(args));
    all.add("--role-arn=" + application.roleArn());
    all.add("--iam-endpoint=" + application.iam());
    return CommandRun.of(all.toArray(String[]::new));
  }

  private HttpResponse<String> ask(String caller) throws IOException, InterruptedException {
    seconds++;
    return http.send(
        HttpRequest.newBuilder(URI.create(application.api() + "/credentials?duration=" + seconds))
            .header("authorization", new DevTokenClient(caller).request(application.issuer()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private AwsCredentials vend(String caller) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(caller);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return DemoCaller.keys(PrettyJson.read(answer.body(), "the credentials"));
  }

  private void put(String caller, AwsCredentials keys) {
    try (S3Client s3 = DemoCaller.s3(application, keys)) {
      s3.putObject(
          put -> put.bucket(application.bucket()).key(caller + "/file"), RequestBody.empty());
    }
  }

  private void assertDenied(String caller, AwsCredentials keys) {
    assertThatThrownBy(() -> put(caller, keys))
        .hasMessageContaining("with an explicit deny in an identity-based policy")
        .hasMessageContaining("Status Code: 403");
  }

  private AwsCredentials operator() {
    return AwsBasicCredentials.create(
        application.operator().accessKeyId(), application.operator().secretAccessKey());
  }

  private IamClient iam(AwsCredentials keys) {
    return IamClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(application.iam())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(keys))
        .build();
  }

  /** Leaves too little room for one policy more, as others' policies can. */
  private static void fill(IamClient iam, String role) {
    String others =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:DeleteObject\",\"Resource\":\"arn:aws:s3:::%s\"}}";
    for (int length = 10_000; length > 0; length -= 100) {
      String policy = others.formatted("o".repeat(length));
      try {
        iam.putRolePolicy(put -> put.roleName(role).policyName("others").policyDocument(policy));
        return;
      } catch (LimitExceededException tooLong) {
        // a shorter one, then
      }
    }
    throw new AssertionError("the role was full before");
  }

  private String vendedRole() {
    return application.roleArn().replaceFirst(".*/", "");
  }

  private String functionRole(IamClient iam) {
    String trust = iam.getRole(get -> get.roleName(vendedRole())).role().assumeRolePolicyDocument();
    return URLDecoder.decode(trust, StandardCharsets.UTF_8)
        .replaceFirst("(?s).*?:role/([\\w-]+).*", "$1");
  }

  private static void untilTheNextSecond() throws InterruptedException {
    Thread.sleep(1_001 - Instant.now().toEpochMilli() % 1_000); // STS issues in whole seconds
  }
}
