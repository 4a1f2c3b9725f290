package bucketpass.local;

import bucketpass.function.CredentialsFunction;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.gateway.ApiGatewayServlet;
import bucketpass.local.gateway.HttpApiEventBuilder;
import bucketpass.local.gateway.JwtAuthorizer;
import bucketpass.local.gateway.LambdaContext;
import bucketpass.local.gateway.LambdaInvoker;
import bucketpass.local.http.AllowedHosts;
import bucketpass.local.http.ApiCorsPolicy;
import bucketpass.local.http.CorsRule;
import bucketpass.local.http.ErrorFormat;
import bucketpass.local.http.LocalServer;
import bucketpass.local.page.LocalAddresses;
import bucketpass.local.page.PageServlet;
import bucketpass.local.signin.SignInServlet;
import bucketpass.local.signin.TokenLifetimes;
import bucketpass.local.template.ResolvedTemplate;
import bucketpass.local.template.RouteKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The whole application on one JVM: the page, the sign-in, the API with the function that is
 * deployed behind it, STS and S3. Roles, policies, routes, settings and CORS are those of {@code
 * template.yaml}.
 *
 * <p>A development stack: everybody's password is their name, and nothing is kept.
 */
public final class LocalApplication implements AutoCloseable {

  /** {@code Timeout} of the function in the template. */
  private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(15);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final ResolvedTemplate template;
  private final LocalAws aws;
  private final SignInServlet signIn;
  private final URI web;
  private final URI api;

  /**
   * How to run it.
   *
   * @param home the checkout, with {@code template.yaml} and perhaps {@code web/dist}
   * @param host the address to listen on: anything but a loopback address gives whoever reaches it
   *     everything
   * @param port of the page; API, issuer, STS, S3 and IAM take the five after it. 0 for free ones
   * @param parameters of the template, instead of its defaults
   * @param lifetimes of the sign-in's tokens
   * @param shortestSession of STS: 15 minutes as on AWS, less in tests alone
   * @param clock the time that tokens, sessions and the function go by
   * @param log takes each line that the function logs
   * @param allowedHosts names under which it may be called, besides this machine's and the host
   */
  public record Options(
      Path home,
      String host,
      int port,
      Map<String, String> parameters,
      TokenLifetimes lifetimes,
      Duration shortestSession,
      Clock clock,
      Consumer<String> log,
      Set<String> allowedHosts) {

    /** On the loopback address and free ports, with everything as on AWS, and without a log. */
    public static Options of(Path home) {
      return new Options(
          home,
          "127.0.0.1",
          0,
          Map.of(),
          TokenLifetimes.DEFAULT,
          Duration.ofMinutes(15),
          Clock.systemUTC(),
          line -> {},
          Set.of());
    }

    public Options listen(String otherHost, int otherPort) {
      return new Options(
          home,
          otherHost,
          otherPort,
          parameters,
          lifetimes,
          shortestSession,
          clock,
          log,
          allowedHosts);
    }

    public Options parameters(Map<String, String> others) {
      return new Options(
          home, host, port, others, lifetimes, shortestSession, clock, log, allowedHosts);
    }

    public Options lifetimes(TokenLifetimes others) {
      return new Options(
          home, host, port, parameters, others, shortestSession, clock, log, allowedHosts);
    }

    public Options shortestSession(Duration other) {
      return new Options(home, host, port, parameters, lifetimes, other, clock, log, allowedHosts);
    }

    public Options clock(Clock other) {
      return new Options(
          home, host, port, parameters, lifetimes, shortestSession, other, log, allowedHosts);
    }

    public Options log(Consumer<String> other) {
      return new Options(
          home, host, port, parameters, lifetimes, shortestSession, clock, other, allowedHosts);
    }

    /** Also answers to these names, for clients that cannot call it by this machine's own. */
    public Options allowedHosts(Set<String> others) {
      return new Options(
          home, host, port, parameters, lifetimes, shortestSession, clock, log, others);
    }

    private AllowedHosts hosts() {
      return AllowedHosts.of(host, allowedHosts);
    }

    private int port(int place) {
      return port == 0 ? 0 : port + place;
    }
  }

  private LocalApplication(Options options) throws IOException {
    try {
      // Every address is known before the first of them answers, for each is in others' settings.
      LocalServer pagePort = bind("page", options, 0);
      LocalServer apiPort = bind("api", options, 1);
      LocalServer signInPort = bind("sign-in", options, 2);
      List<String> origins = origins(pagePort.uri());
      template =
          ResolvedTemplate.read(options.home.resolve("template.yaml"), settings(options, origins));
      aws =
          keep(
              LocalAws.start(
                  template,
                  new LocalAws.Options(
                      options.host,
                      options.port(3),
                      options.port(4),
                      options.port(5),
                      options.shortestSession,
                      options.clock,
                      options.hosts())));
      signIn = new SignInServlet(signInPort, origins, options.lifetimes, options.clock);
      apiPort.serve(gateway(options), ErrorFormat.PROBLEM);
      web = pagePort.uri();
      api = apiPort.uri();
      pagePort.serve(
          new PageServlet(options.home.resolve("web").resolve("dist"), addresses()),
          ErrorFormat.TEXT);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts all of it; everything answers when this returns.
   *
   * @throws IOException where a port is taken
   */
  public static LocalApplication start(Options options) throws IOException {
    return new LocalApplication(options);
  }

  public URI web() {
    return web;
  }

  public URI api() {
    return api;
  }

  public URI issuer() {
    return signIn.issuer();
  }

  public URI sts() {
    return aws.sts();
  }

  public URI s3() {
    return aws.s3();
  }

  public URI iam() {
    return aws.iam();
  }

  public String bucket() {
    return template.bucketName();
  }

  public String region() {
    return template.region();
  }

  /** The role whose sessions are vended. */
  public String roleArn() {
    return template.vendedRole().arn();
  }

  public String clientId() {
    return SignInServlet.CLIENT_ID;
  }

  /** Keys of someone who may do anything in the bucket, and with the roles. */
  public OperatorKeys operator() {
    return aws.operator();
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot stop the local application", e);
      }
    }
  }

  private LocalServer bind(String name, Options options, int place) throws IOException {
    return keep(LocalServer.bind(name, options.host, options.port(place), options.hosts()));
  }

  private <T extends AutoCloseable> T keep(T started) {
    running.push(started);
    return started;
  }

  /** A browser may be told either name of the machine, and takes them for two origins. */
  private static List<String> origins(URI page) {
    return page.getHost().equals("127.0.0.1")
        ? List.of(page.toString(), "http://localhost:" + page.getPort())
        : List.of(page.toString());
  }

  private static Map<String, String> settings(Options options, List<String> origins) {
    Map<String, String> settings = new HashMap<>(options.parameters);
    settings.put("AllowedOrigins", String.join(",", origins));
    return settings;
  }

  private ApiGatewayServlet gateway(Options options) {
    Map<String, String> environment = functionEnvironment();
    return new ApiGatewayServlet(
        template.routes().stream().map(RouteKey::key).collect(Collectors.toSet()),
        cors(template.apiCors()),
        new JwtAuthorizer(issuer(), signIn.keySet(), Set.of(clientId()), options.clock),
        new HttpApiEventBuilder(template.account(), options.clock),
        new LambdaInvoker(
            () -> new CredentialsFunction(environment::get, options.clock),
            new LambdaContext.Settings(
                "bucketpass", functionArn(), FUNCTION_TIMEOUT, options.log)));
  }

  /** As the template sets it, with what is local in its place. */
  private Map<String, String> functionEnvironment() {
    OperatorKeys keys = aws.function();
    Map<String, String> environment = new HashMap<>(template.functionEnvironment());
    environment.put("BUCKETPASS_ISSUER", issuer().toString());
    environment.put("BUCKETPASS_AUDIENCE", clientId());
    environment.put("AWS_REGION", region());
    environment.put("AWS_ENDPOINT_URL_STS", sts().toString());
    environment.put("AWS_ACCESS_KEY_ID", keys.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
    keys.sessionToken().ifPresent(token -> environment.put("AWS_SESSION_TOKEN", token));
    return environment;
  }

  private String functionArn() {
    return "arn:aws:lambda:" + region() + ":" + template.account() + ":function:bucketpass";
  }

  private static ApiCorsPolicy cors(CorsRule rule) {
    return new ApiCorsPolicy(
        rule.allowedOrigins(),
        rule.allowedMethods(),
        rule.allowedHeaders(),
        rule.exposedHeaders(),
        rule.maxAgeSeconds() == 0 ? Optional.empty() : Optional.of(rule.maxAgeSeconds()));
  }

  private LocalAddresses addresses() {
    return new LocalAddresses(api, issuer(), s3(), bucket(), region(), clientId());
  }
}
