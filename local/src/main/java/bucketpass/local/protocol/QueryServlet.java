package bucketpass.local.protocol;

import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.http.ErrorFormat;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * AWS's query protocol, which STS and IAM speak: a signed form in, XML out.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/programming.html">Making HTTP
 *     query requests</a>
 */
public abstract class QueryServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(QueryServlet.class.getName());

  /** Both services take a signature whose date is off by this much. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** More than the longest policy and fifty tags, percent-encoded, can take. */
  private static final int LONGEST_FORM = 128 * 1024;

  private final transient Account account;
  private final transient SignatureVerifier signatures;
  private final String service;
  private final String version;
  private final String namespace;

  /**
   * @param service as a signature's scope names it
   * @param region as a signature's scope names it
   * @param version of the service's API, which every form names
   */
  protected QueryServlet(Account account, String service, String region, String version) {
    this.account = account;
    this.signatures = new SignatureVerifier(account, service, region, SKEW);
    this.service = service;
    this.version = version;
    this.namespace = "https://%s.amazonaws.com/doc/%s/".formatted(service, version);
  }

  /**
   * Does what the form asks for, and gives the answer's XML.
   *
   * @param action the form's, of this version of the API
   */
  protected abstract String answer(
      String action, AwsSession caller, FormParameters form, String requestId);

  /** The answer's root element, with the service's namespace. */
  protected final XmlWriter open(String root) {
    return new XmlWriter().open(root, namespace);
  }

  /** For an action that is not one of the service's. */
  protected final AwsErrorException unknown(String action) {
    return new AwsErrorException(
        400,
        "InvalidAction",
        "Could not find operation %s for version %s".formatted(action, version));
  }

  @Override
  protected final void service(HttpServletRequest http, HttpServletResponse response)
      throws IOException {
    String requestId = UUID.randomUUID().toString();
    response.setContentType("text/xml");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("x-amzn-RequestId", requestId);
    response.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            account.clock().instant().atOffset(ZoneOffset.UTC)));
    String answer;
    try {
      answer = answer(http, requestId);
    } catch (AwsErrorException e) {
      response.setStatus(e.status());
      answer = error(e.code(), e.getMessage(), requestId);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, service + ": a request failed", e);
      response.setStatus(500);
      answer = errors().body(500, "InternalError", "We encountered an internal error.");
    }
    response.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private String answer(HttpServletRequest http, String requestId) throws IOException {
    byte[] body = http.getInputStream().readNBytes(LONGEST_FORM + 1);
    if (body.length > LONGEST_FORM) {
      throw new AwsErrorException(413, "RequestEntityTooLarge", "The request is too large.");
    }
    if (!http.getMethod().equals("POST")) {
      throw new AwsErrorException(
          405, "MethodNotAllowed", "The local %s answers POST alone.".formatted(service));
    }
    AwsSession caller = caller(http, body);
    FormParameters form = FormParameters.read(new String(body, StandardCharsets.UTF_8));
    String action = form.get("Action").orElse("");
    if (!form.get("Version").orElse("").equals(version)) {
      throw unknown(action);
    }
    return answer(action, caller, form, requestId);
  }

  private AwsSession caller(HttpServletRequest http, byte[] body) {
    try {
      return signatures.check(DecodedRequest.of(http), SigningKey.sha256(body)).session();
    } catch (IllegalArgumentException e) {
      throw new AwsErrorException(400, "MalformedQueryString", e.getMessage());
    } catch (InvalidSignatureException e) {
      throw switch (e.kind()) {
        case MISSING ->
            new AwsErrorException(
                403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        case UNSUPPORTED, INCOMPLETE ->
            new AwsErrorException(400, "IncompleteSignature", e.getMessage());
        case UNKNOWN_KEY, WRONG_TOKEN ->
            new AwsErrorException(
                403,
                "InvalidClientTokenId",
                "The security token included in the request is invalid.");
        case EXPIRED_TOKEN ->
            new AwsErrorException(
                403, "ExpiredToken", "The security token included in the request is expired");
        case WRONG_SCOPE, SKEWED, EXPIRED_URL, UNSIGNED_HEADER, MISMATCH ->
            new AwsErrorException(403, "SignatureDoesNotMatch", e.getMessage());
      };
    }
  }

  /** Writes an error that occurs before the service sees the request. */
  public final ErrorFormat errors() {
    return new ErrorFormat() {
      @Override
      public String contentType() {
        return "text/xml; charset=utf-8";
      }

      @Override
      public String body(int status, String code, String message) {
        return error(code, message, UUID.randomUUID().toString());
      }
    };
  }

  private String error(String code, String message, String requestId) {
    return open("ErrorResponse")
        .open("Error")
        .element("Type", "Sender")
        .element("Code", code)
        .element("Message", message)
        .close()
        .element("RequestId", requestId)
        .end();
  }
}
