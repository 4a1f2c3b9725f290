package bucketpass.local.sts;

import bucketpass.local.aws.Account;
import bucketpass.local.aws.AwsError;
import bucketpass.local.aws.AwsRequest;
import bucketpass.local.aws.Hmac;
import bucketpass.local.aws.Session;
import bucketpass.local.aws.SignatureCheck;
import bucketpass.local.aws.SignatureRefused;
import bucketpass.local.aws.Xml;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** AWS's query protocol for STS: a signed form in, XML out. */
public final class StsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final String VERSION = "2011-06-15";

  /** STS takes a signature whose date is off by this much. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** More than the longest policy and fifty tags, percent-encoded, can take. */
  private static final int LONGEST_FORM = 128 * 1024;

  private final transient Account account;
  private final transient SignatureCheck signatures;
  private final transient AssumeRole assumeRole;

  /**
   * An STS for this account.
   *
   * @param shortestSession 15 minutes as on AWS, less for tests alone
   */
  public StsServlet(Account account, Duration shortestSession) {
    this.account = account;
    this.signatures = new SignatureCheck(account, "sts", SKEW);
    this.assumeRole = new AssumeRole(account, shortestSession);
  }

  @Override
  protected void service(HttpServletRequest http, HttpServletResponse response) throws IOException {
    String requestId = UUID.randomUUID().toString();
    response.setContentType("text/xml");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("x-amzn-RequestId", requestId);
    String answer;
    try {
      answer = answer(http, requestId);
    } catch (AwsError e) {
      response.setStatus(e.status());
      answer = error(e, requestId);
    }
    response.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private String answer(HttpServletRequest http, String requestId) throws IOException {
    byte[] body = http.getInputStream().readNBytes(LONGEST_FORM + 1);
    if (body.length > LONGEST_FORM) {
      throw new AwsError(413, "RequestEntityTooLarge", "The request is too large.");
    }
    if (!http.getMethod().equals("POST")) {
      throw new AwsError(405, "MethodNotAllowed", "The local STS answers POST alone.");
    }
    Session caller = caller(http, body);
    Form form = Form.read(new String(body, StandardCharsets.UTF_8));
    String action = form.get("Action").orElse("");
    if (!form.get("Version").orElse("").equals(VERSION)) {
      action = "";
    }
    return switch (action) {
      case "AssumeRole" -> assumed(assumeRole.call(caller, AssumeRoleRequest.of(form)), requestId);
      case "GetCallerIdentity" -> {
        form.allowOnly(Set.of("Action", "Version"), name -> false);
        yield identity(caller, requestId);
      }
      default ->
          throw new AwsError(
              400,
              "InvalidAction",
              "Could not find operation %s for version %s"
                  .formatted(form.get("Action").orElse(""), VERSION));
    };
  }

  private Session caller(HttpServletRequest http, byte[] body) {
    try {
      return signatures.check(AwsRequest.of(http), Hmac.sha256(body)).session();
    } catch (IllegalArgumentException e) {
      throw new AwsError(400, "MalformedQueryString", e.getMessage());
    } catch (SignatureRefused e) {
      throw switch (e.kind()) {
        case MISSING ->
            new AwsError(
                403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        case UNSUPPORTED, INCOMPLETE -> new AwsError(400, "IncompleteSignature", e.getMessage());
        case UNKNOWN_KEY, WRONG_TOKEN ->
            new AwsError(
                403,
                "InvalidClientTokenId",
                "The security token included in the request is invalid.");
        case EXPIRED_TOKEN ->
            new AwsError(
                403, "ExpiredToken", "The security token included in the request is expired");
        case WRONG_SCOPE, SKEWED, EXPIRED_URL, UNSIGNED_HEADER, MISMATCH ->
            new AwsError(403, "SignatureDoesNotMatch", e.getMessage());
      };
    }
  }

  private String assumed(AssumeRole.Assumed assumed, String requestId) {
    Session session = assumed.session();
    Xml xml = new Xml().open("AssumeRoleResponse", NAMESPACE).open("AssumeRoleResult");
    session.sourceIdentity().ifPresent(id -> xml.element("SourceIdentity", id));
    return xml.open("AssumedRoleUser")
        .element("AssumedRoleId", session.userId())
        .element("Arn", session.arn())
        .close()
        .open("Credentials")
        .element("AccessKeyId", session.keys().accessKeyId())
        .element("SecretAccessKey", session.keys().secretAccessKey())
        .element("SessionToken", session.keys().sessionToken().orElseThrow())
        .element("Expiration", session.expiration().orElseThrow().toString())
        .close()
        .element("PackedPolicySize", Integer.toString(assumed.packedPolicySize()))
        .close()
        .open("ResponseMetadata")
        .element("RequestId", requestId)
        .end();
  }

  private String identity(Session caller, String requestId) {
    return new Xml()
        .open("GetCallerIdentityResponse", NAMESPACE)
        .open("GetCallerIdentityResult")
        .element("Arn", caller.arn())
        .element("UserId", caller.userId())
        .element("Account", account.template().account())
        .close()
        .open("ResponseMetadata")
        .element("RequestId", requestId)
        .end();
  }

  private static String error(AwsError e, String requestId) {
    return new Xml()
        .open("ErrorResponse", NAMESPACE)
        .open("Error")
        .element("Type", "Sender")
        .element("Code", e.code())
        .element("Message", e.getMessage())
        .close()
        .element("RequestId", requestId)
        .end();
  }
}
