package bucketpass.local;

import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.http.AllowedHosts;
import bucketpass.local.http.LocalServer;
import bucketpass.local.iam.IamServlet;
import bucketpass.local.policy.RequestPrincipal;
import bucketpass.local.protocol.QueryServlet;
import bucketpass.local.s3.S3Servlet;
import bucketpass.local.sts.StsServlet;
import bucketpass.local.template.ResolvedTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * STS, S3 and IAM over HTTP, with the roles, the trust policy and the bucket of a template. A
 * development stack: what it holds is gone when it stops.
 */
public final class LocalAws implements AutoCloseable {
  private static final String FUNCTION_SESSION = "local-function";

  private final LocalServer sts;
  private final LocalServer s3;
  private final LocalServer iam;
  private final OperatorKeys operator;
  private final OperatorKeys function;

  /**
   * Where and how to listen.
   *
   * @param host loopback, unless a container must reach it
   * @param stsPort 0 picks a free one
   * @param s3Port 0 picks a free one
   * @param iamPort 0 picks a free one
   * @param shortestSession 15 minutes as on AWS; tests alone may go lower
   * @param clock the time that AWS goes by
   * @param hosts the names under which it may be called
   */
  public record Options(
      String host,
      int stsPort,
      int s3Port,
      int iamPort,
      Duration shortestSession,
      Clock clock,
      AllowedHosts hosts) {

    /** The shortest session that AWS gives out. */
    public static final Duration SHORTEST_SESSION = Duration.ofMinutes(15);

    /** Free ports on the loopback address, and everything as on AWS. */
    public static Options loopback() {
      return new Options(
          "127.0.0.1", 0, 0, 0, SHORTEST_SESSION, Clock.systemUTC(), AllowedHosts.LOOPBACK_ONLY);
    }
  }

  private LocalAws(Account account, Options options) {
    operator = account.sessions().add(operatorOf(account)).keys();
    function = account.sessions().add(functionOf(account)).keys();
    sts = bind("sts", options, options.stsPort());
    s3 = bind("s3", options, options.s3Port());
    iam = bind("iam", options, options.iamPort());
    serve(sts, new StsServlet(account, options.shortestSession()));
    s3.serve(new S3Servlet(account), S3Servlet.ERRORS);
    serve(iam, new IamServlet(account));
  }

  /** Starts all three; they answer when this returns. */
  public static LocalAws start(ResolvedTemplate template, Options options) {
    return new LocalAws(new Account(template, options.clock()), options);
  }

  private static LocalServer bind(String name, Options options, int port) {
    try {
      return LocalServer.bind(name, options.host(), port, options.hosts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(LocalServer server, QueryServlet servlet) {
    server.serve(servlet, servlet.errors());
  }

  private static AwsSession operatorOf(Account account) {
    return new AwsSession(
        account.sessions().userKeys(),
        new RequestPrincipal("AWS", account.operatorArn(), account.template().account()),
        account.sessions().uniqueId("AIDA"),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        account.clock().instant(),
        Optional.empty());
  }

  /** On AWS Lambda renews this session; here it lasts as long as the process. */
  private static AwsSession functionOf(Account account) {
    return new AwsSession(
        account.sessions().sessionKeys(),
        RequestPrincipal.session(account.template().functionRole().arn(), FUNCTION_SESSION),
        account.sessions().uniqueId("AROA") + ":" + FUNCTION_SESSION,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        account.clock().instant(),
        Optional.empty());
  }

  /** Where STS listens. */
  public URI sts() {
    return sts.uri();
  }

  /** Where S3 listens; the bucket is the first part of the path. */
  public URI s3() {
    return s3.uri();
  }

  /** Where IAM listens. */
  public URI iam() {
    return iam.uri();
  }

  /**
   * Long-term keys of an operator, who may do anything in the bucket, assume the vended role, and
   * change what the roles may do.
   */
  public OperatorKeys operator() {
    return operator;
  }

  /** The keys of the function's role, held to what the template lets that role do. */
  public OperatorKeys function() {
    return function;
  }

  @Override
  public void close() {
    iam.close();
    s3.close();
    sts.close();
  }
}
