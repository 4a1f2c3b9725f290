package bucketpass.local.s3;

import bucketpass.local.aws.Account;
import bucketpass.local.aws.AwsError;
import bucketpass.local.aws.AwsRequest;
import bucketpass.local.aws.Session;
import bucketpass.local.aws.SignatureCheck;
import bucketpass.local.aws.SignatureRefused;
import bucketpass.local.aws.Xml;
import bucketpass.local.http.ErrorFormat;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The front of the local S3: who signed, what is asked, may they, and only then the store. */
public final class S3Servlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** How S3 words an error that comes before it is asked. */
  public static final ErrorFormat ERRORS = S3Answer.ERRORS;

  private static final Logger LOG = System.getLogger(S3Servlet.class.getName());

  /** S3 takes a signature whose date is off by this much. */
  private static final Duration SKEW = Duration.ofMinutes(15);

  private static final int LONGEST_DOCUMENT = 2 * 1024 * 1024;

  /** The operations that S3 carries out only if there is no object, where the request says so. */
  private static final Set<String> WRITE_ONCE = Set.of("PutObject", "CompleteMultipartUpload");

  private static final Set<String> READS = Set.of("GetObject", "HeadObject");

  private final transient Account account;
  private final transient SignatureCheck signatures;
  private final transient Access access;
  private final transient Cors cors;
  private final transient Store store;
  private final transient ObjectTags tags = new ObjectTags();

  /** An S3 with the template's bucket, which is empty. */
  public S3Servlet(Account account) {
    this.account = account;
    this.signatures = new SignatureCheck(account, "s3", account.template().region(), SKEW);
    this.access = new Access(account);
    this.cors = new Cors(account.template().bucketCors());
    this.store = new Store(account.template().bucketName());
  }

  @Override
  protected void service(HttpServletRequest http, HttpServletResponse response) throws IOException {
    try {
      if (http.getMethod().equals("OPTIONS")) {
        cors.preflight(http, response);
        return;
      }
      cors.mark(http, response);
      answer(http, response);
    } catch (AwsError e) {
      S3Answer.error(http, response, e);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, "s3: a request failed", e);
      S3Answer.error(
          http, response, new AwsError(500, "InternalError", "We encountered an internal error."));
    }
  }

  private void answer(HttpServletRequest http, HttpServletResponse response) throws IOException {
    AwsRequest request = read(http);
    if (PostForm.isSentBy(request)) {
      answerForm(http, response, request);
      return;
    }
    SignatureCheck.Passed passed = authenticate(request);
    S3Call call = S3Call.of(request);
    access.check(passed.session(), call);
    refuseWhatIsNotDone(call);
    Payload payload = Payload.of(request, http.getInputStream(), passed);
    try {
      if (call.operation().by() == Operation.By.FRONT) {
        answerHere(response, call, passed.session(), payload);
      } else {
        answerFromStore(http, response, call, payload);
      }
    } catch (IOException | RuntimeException e) {
      AwsError refusal = StoreRefusal.of(e, call);
      if (refusal.code().equals("NoSuchKey") && READS.contains(call.operation().name())) {
        access.checkMayLearnOfAbsence(passed.session(), call);
      }
      throw refusal;
    }
  }

  /** A form says in its fields what other requests say in their line and headers. */
  private void answerForm(HttpServletRequest http, HttpServletResponse response, AwsRequest request)
      throws IOException {
    PostForm form = PostForm.read(http, request);
    Session caller = authenticate(form, request);
    FormPolicy.check(form, account.clock().instant());
    S3Call call = form.call(request);
    access.check(caller, call);
    refuseWhatIsNotDone(call);
    try {
      answerFromStore(http, response, call, form.file());
    } catch (IOException | RuntimeException e) {
      throw StoreRefusal.of(e, call);
    }
    S3Answer.uploaded(response, form);
  }

  private void answerFromStore(
      HttpServletRequest http, HttpServletResponse response, S3Call call, Payload payload)
      throws IOException {
    if (READS.contains(call.operation().name())) {
      store.handle(http, response, call, payload);
    } else {
      BufferedAnswer answer = new BufferedAnswer(response);
      store.handle(http, answer, call, payload);
      answer.complete();
    }
    if (call.operation().creates().filter("true"::equals).isPresent()
        || call.operation().name().equals("DeleteObject")) {
      tags.written(call.key(), call.request().header("x-amz-tagging").orElse(null));
    }
  }

  private static AwsRequest read(HttpServletRequest http) {
    try {
      return AwsRequest.of(http);
    } catch (IllegalArgumentException e) {
      throw new AwsError(400, "InvalidURI", "Couldn't parse the specified URI.");
    }
  }

  private SignatureCheck.Passed authenticate(AwsRequest request) {
    try {
      return signatures.check(request, Payload.hashOf(request));
    } catch (SignatureRefused e) {
      throw refusal(e, request);
    }
  }

  private Session authenticate(PostForm form, AwsRequest request) {
    try {
      return signatures.check(form.signature(), form.policy()).session();
    } catch (SignatureRefused e) {
      throw refusal(e, request);
    }
  }

  private static AwsError refusal(SignatureRefused e, AwsRequest request) {
    return switch (e.kind()) {
      case MISSING -> new AwsError(403, "AccessDenied", "Access Denied");
      case UNSUPPORTED -> new AwsError(400, "InvalidRequest", e.getMessage());
      case INCOMPLETE, WRONG_SCOPE ->
          request.isPresigned()
              ? new AwsError(400, "AuthorizationQueryParametersError", e.getMessage())
              : new AwsError(400, "AuthorizationHeaderMalformed", e.getMessage());
      case UNKNOWN_KEY ->
          new AwsError(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.");
      case WRONG_TOKEN -> new AwsError(400, "InvalidToken", e.getMessage());
      case EXPIRED_TOKEN -> new AwsError(400, "ExpiredToken", e.getMessage());
      case SKEWED ->
          new AwsError(
              403,
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large.");
      case EXPIRED_URL, UNSIGNED_HEADER -> new AwsError(403, "AccessDenied", e.getMessage());
      case MISMATCH -> new AwsError(403, "SignatureDoesNotMatch", e.getMessage());
    };
  }

  /** After the policies, so that who may not ask does not learn what is not done here. */
  private static void refuseWhatIsNotDone(S3Call call) {
    AwsRequest request = call.request();
    boolean acl =
        request.headers().keySet().stream().anyMatch(name -> name.startsWith("x-amz-grant-"))
            || request
                .header("x-amz-acl")
                .filter(name -> !name.equals("bucket-owner-full-control"))
                .isPresent()
            || (call.operation().name().endsWith("Acl") && request.method().equals("PUT"));
    if (acl) {
      throw new AwsError(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
    }
    if (call.operation().by() == Operation.By.NOBODY
        || hasOtherPrecondition(call)
        || hasCustomerKey(request)
        || hasUnspeakableKey(call)) {
      throw new AwsError(
          501,
          "NotImplemented",
          "A header you provided implies functionality that is not implemented");
    }
  }

  /**
   * Returns whether a request that is not a read has an {@code If-None-Match} other than the one of
   * a write-once put. The store would pass over the header and replace the object. Two headers are
   * one value with a comma here, and so not {@code *}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional
   *     writes</a>
   */
  private static boolean hasOtherPrecondition(S3Call call) {
    AwsRequest request = call.request();
    Optional<String> ifNoneMatch = request.header("if-none-match");
    boolean read = request.method().equals("GET") || request.method().equals("HEAD");
    if (read || ifNoneMatch.isEmpty()) {
      return false;
    }
    return !ifNoneMatch.get().equals("*")
        || !WRITE_ONCE.contains(call.operation().name())
        || request.header("if-match").isPresent();
  }

  /**
   * Returns whether the answer would have to name a key that XML cannot hold. S3 writes a character
   * reference there that no parser takes; here such an upload does not begin.
   */
  private static boolean hasUnspeakableKey(S3Call call) {
    return call.operation().name().equals("CreateMultipartUpload") && !Xml.canHold(call.key());
  }

  /** Returns whether a request has a key of the caller's own, which the store would not use. */
  private static boolean hasCustomerKey(AwsRequest request) {
    return request.headers().keySet().stream()
        .anyMatch(name -> name.startsWith("x-amz-server-side-encryption-customer-"));
  }

  private void answerHere(
      HttpServletResponse response, S3Call call, Session caller, Payload payload)
      throws IOException {
    switch (call.operation().name()) {
      case "GetBucketLocation" ->
          S3Answer.xml(
              response,
              200,
              new Xml()
                  .open("LocationConstraint", S3Answer.NAMESPACE)
                  .text(location(account.template().region()))
                  .end());
      case "GetBucketAcl" -> S3Answer.xml(response, 200, ownersAcl());
      case "GetObjectAcl" -> {
        requireObject(call);
        S3Answer.xml(response, 200, ownersAcl());
      }
      case "DeleteObjects" ->
          S3Answer.xml(
              response,
              200,
              new DeleteObjects(access, store.blobs(), tags).call(caller, call, document(payload)));
      case "GetObjectTagging" -> {
        requireObject(call);
        S3Answer.xml(response, 200, tags.document(call.key()));
      }
      case "PutObjectTagging" -> {
        requireObject(call);
        tags.put(call.key(), document(payload));
      }
      case "DeleteObjectTagging" -> {
        requireObject(call);
        tags.remove(call.key());
        response.setStatus(204);
      }
      default -> throw new AwsError(501, "NotImplemented", "The local S3 does not do this.");
    }
  }

  /**
   * The bucket's owner owns every object in it and alone has access: what BucketOwnerEnforced
   * means.
   */
  private String ownersAcl() {
    String owner = account.template().account();
    return new Xml()
        .open("AccessControlPolicy", S3Answer.NAMESPACE)
        .open("Owner")
        .element("ID", owner)
        .close()
        .open("AccessControlList")
        .open("Grant")
        .open(
            "Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"")
        .element("ID", owner)
        .close()
        .element("Permission", "FULL_CONTROL")
        .end();
  }

  /** The first region has no name, for the sake of clients older than the second one. */
  private static String location(String region) {
    return region.equals("us-east-1") ? "" : region;
  }

  private void requireObject(S3Call call) {
    if (call.versionId().isPresent()) {
      throw new AwsError(501, "NotImplemented", "The local S3 does not do this for a version.");
    }
    if (!store.blobs().blobExists(call.bucket(), call.key())) {
      throw new AwsError(404, "NoSuchKey", "The specified key does not exist.");
    }
  }

  private static XmlBody document(Payload payload) throws IOException {
    byte[] body = payload.body().readNBytes(LONGEST_DOCUMENT + 1);
    if (body.length > LONGEST_DOCUMENT) {
      throw new AwsError(400, "MaxMessageLengthExceeded", "Your request was too big.");
    }
    return XmlBody.parse(body);
  }
}
