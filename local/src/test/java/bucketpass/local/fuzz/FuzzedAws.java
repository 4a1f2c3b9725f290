package bucketpass.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Prefix;
import bucketpass.core.session.SessionPolicy;
import bucketpass.local.InMemory;
import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.RequestPrincipal;
import bucketpass.local.protocol.TestSigner;
import bucketpass.local.s3.S3Servlet;
import bucketpass.local.template.ResolvedTemplate;
import bucketpass.local.template.RoleDefinition;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One of the local AWS's servers, whoever may call it, and what holds of each of its answers. */
final class FuzzedAws implements AutoCloseable {

  private final ResolvedTemplate template =
      ResolvedTemplate.read(Path.of("..", "template.yaml"), Map.of());
  private final Account account = new Account(template, Clock.systemUTC());
  private final Function<Account, HttpServlet> servlets;
  private final String target;
  private InMemory server;
  private long runs;

  FuzzedAws(Class<?> target, Function<Account, HttpServlet> servlets) {
    this.target = target.getSimpleName();
    this.servlets = servlets;
    this.server = new InMemory(servlets.apply(account), S3Servlet.ERRORS);
  }

  /** Forgets all that was stored. */
  void empty() {
    server.close();
    server = new InMemory(servlets.apply(account), S3Servlet.ERRORS);
  }

  ResolvedTemplate template() {
    return template;
  }

  /** The function's role, as Lambda gives it. */
  OperatorKeys function() {
    return session(template.functionRole(), "function", Optional.empty(), Map.of());
  }

  /** A session of the vended role for {@code alice/}. */
  OperatorKeys alice() {
    SessionPolicy policy =
        SessionPolicy.of(
            "aws",
            template.bucketName(),
            new Prefix("alice/"),
            AccessLevel.READ_WRITE.permissions(),
            Optional.empty());
    return session(
        template.vendedRole(),
        "alice",
        Optional.of(PolicyDocument.parse(policy.json())),
        Map.of("prefix", "alice/", "access", "/list/read/put/delete/"));
  }

  /** An operator, who may do anything in the bucket. */
  OperatorKeys operator() {
    return account
        .sessions()
        .add(
            new AwsSession(
                account.sessions().userKeys(),
                new RequestPrincipal("AWS", account.operatorArn(), template.account()),
                "AIDAOPERATOR",
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                account.clock().instant(),
                Optional.empty()))
        .keys();
  }

  TestSigner signer(OperatorKeys keys, String service) {
    return new TestSigner(keys, template.region(), service);
  }

  /** Answers with a status that is no fault of the server's: 501 says what is not done here. */
  Answer send(RawRequest request) {
    runs++;
    Answer answer = Answer.parse(server.answer(request.bytes()));
    assertThat(answer.status() < 500 || answer.status() == 501).as(answer.text()).isTrue();
    assertThat(answer.text()).doesNotContain("InternalError");
    return answer;
  }

  private OperatorKeys session(
      RoleDefinition role, String name, Optional<PolicyDocument> policy, Map<String, String> tags) {
    return account
        .sessions()
        .add(
            new AwsSession(
                account.sessions().sessionKeys(),
                RequestPrincipal.session(role.arn(), name),
                "AROAROLE:" + name,
                policy,
                tags,
                Optional.of(name),
                account.clock().instant(),
                Optional.empty()))
        .keys();
  }

  @Override
  public void close() {
    // Several targets write to the log of fuzzing at once, and only this tells them apart.
    if (System.getenv("JAZZER_FUZZ") != null) {
      System.out.println("fuzzed " + target + ": " + runs + " calls");
    }
    server.close();
  }

  /** What came back. */
  record Answer(int status, String text) {
    static Answer parse(String text) {
      assertThat(text).startsWith("HTTP/1.1 ");
      return new Answer(Integer.parseInt(text.substring(9, 12)), text);
    }
  }
}
