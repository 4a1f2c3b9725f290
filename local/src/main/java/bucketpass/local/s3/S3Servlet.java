package bucketpass.local.s3;

import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.http.ErrorFormat;
import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.DecodedRequest;
import bucketpass.local.protocol.InvalidSignatureException;
import bucketpass.local.protocol.SignatureVerifier;
import bucketpass.local.protocol.XmlWriter;
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

  /** Writes an error that occurs before S3 sees the request. */
  public static final ErrorFormat ERRORS = S3ResponseWriter.ERRORS;

  private static final Logger LOG = System.getLogger(S3Servlet.class.getName());

  /** S3 takes a signature whose date is off by this much. */
  private static final Duration SKEW = Duration.ofMinutes(15);

  private static final int LONGEST_DOCUMENT = 2 * 1024 * 1024;

  /** The operations that S3 carries out only if there is no object, where the request says so. */
  private static final Set<String> WRITE_ONCE = Set.of("PutObject", "CompleteMultipartUpload");

  private static final Set<String> READS = Set.of("GetObject", "HeadObject");

  private final transient Account account;
  private final transient SignatureVerifier signatures;
  private final transient S3Authorizer access;
  private final transient S3CorsPolicy cors;
  private final transient ObjectStore store;
  private final transient ObjectTags tags = new ObjectTags();

  /** An S3 with the template's bucket, which is empty. */
  public S3Servlet(Account account) {
    this.account = account;
    this.signatures = new SignatureVerifier(account, "s3", account.template().region(), SKEW);
    this.access = new S3Authorizer(account);
    this.cors = new S3CorsPolicy(account.template().bucketCors());
    this.store = new ObjectStore(account.template().bucketName());
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
    } catch (AwsErrorException e) {
      S3ResponseWriter.error(http, response, e);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, "s3: a request failed", e);
      S3ResponseWriter.error(
          http,
          response,
          new AwsErrorException(500, "InternalError", "We encountered an internal error."));
    }
  }

  private void answer(HttpServletRequest http, HttpServletResponse response) throws IOException {
    DecodedRequest request = read(http);
    if (PostObjectForm.isSentBy(request)) {
      answerForm(http, response, request);
      return;
    }
    SignatureVerifier.Passed passed = authenticate(request);
    ParsedS3Request call = ParsedS3Request.of(request);
    access.check(passed.session(), call);
    refuseWhatIsNotDone(call);
    S3Payload payload = S3Payload.of(request, http.getInputStream(), passed);
    try {
      if (call.operation().by() == S3OperationSpec.By.FRONT) {
        answerHere(response, call, passed.session(), payload);
      } else {
        answerFromStore(http, response, call, payload);
      }
    } catch (IOException | RuntimeException e) {
      AwsErrorException refusal = S3ErrorMapper.of(e, call);
      if (refusal.code().equals("NoSuchKey") && READS.contains(call.operation().name())) {
        access.checkMayLearnOfAbsence(passed.session(), call);
      }
      throw refusal;
    }
  }

  /** A form says in its fields what other requests say in their line and headers. */
  private void answerForm(
      HttpServletRequest http, HttpServletResponse response, DecodedRequest request)
      throws IOException {
    PostObjectForm form = PostObjectForm.read(http, request);
    AwsSession caller = authenticate(form, request);
    PostPolicyValidator.check(form, account.clock().instant());
    ParsedS3Request call = form.call(request);
    access.check(caller, call);
    refuseWhatIsNotDone(call);
    try {
      answerFromStore(http, response, call, form.file());
    } catch (IOException | RuntimeException e) {
      throw S3ErrorMapper.of(e, call);
    }
    S3ResponseWriter.uploaded(response, form);
  }

  private void answerFromStore(
      HttpServletRequest http,
      HttpServletResponse response,
      ParsedS3Request call,
      S3Payload payload)
      throws IOException {
    if (READS.contains(call.operation().name())) {
      store.handle(http, response, call, payload);
    } else {
      BufferedResponse answer = new BufferedResponse(response);
      store.handle(http, answer, call, payload);
      answer.complete();
    }
    if (call.operation().creates().filter("true"::equals).isPresent()
        || call.operation().name().equals("DeleteObject")) {
      tags.written(call.key(), call.request().header("x-amz-tagging").orElse(null));
    }
  }

  private static DecodedRequest read(HttpServletRequest http) {
    try {
      return DecodedRequest.of(http);
    } catch (IllegalArgumentException e) {
      throw new AwsErrorException(400, "InvalidURI", "Couldn't parse the specified URI.");
    }
  }

  private SignatureVerifier.Passed authenticate(DecodedRequest request) {
    try {
      return signatures.check(request, S3Payload.hashOf(request));
    } catch (InvalidSignatureException e) {
      throw refusal(e, request);
    }
  }

  private AwsSession authenticate(PostObjectForm form, DecodedRequest request) {
    try {
      return signatures.check(form.signature(), form.policy()).session();
    } catch (InvalidSignatureException e) {
      throw refusal(e, request);
    }
  }

  private static AwsErrorException refusal(InvalidSignatureException e, DecodedRequest request) {
    return switch (e.kind()) {
      case MISSING -> new AwsErrorException(403, "AccessDenied", "Access Denied");
      case UNSUPPORTED -> new AwsErrorException(400, "InvalidRequest", e.getMessage());
      case INCOMPLETE, WRONG_SCOPE ->
          request.isPresigned()
              ? new AwsErrorException(400, "AuthorizationQueryParametersError", e.getMessage())
              : new AwsErrorException(400, "AuthorizationHeaderMalformed", e.getMessage());
      case UNKNOWN_KEY ->
          new AwsErrorException(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.");
      case WRONG_TOKEN -> new AwsErrorException(400, "InvalidToken", e.getMessage());
      case EXPIRED_TOKEN -> new AwsErrorException(400, "ExpiredToken", e.getMessage());
      case SKEWED ->
          new AwsErrorException(
              403,
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large.");
      case EXPIRED_URL, UNSIGNED_HEADER ->
          new AwsErrorException(403, "AccessDenied", e.getMessage());
      case MISMATCH -> new AwsErrorException(403, "SignatureDoesNotMatch", e.getMessage());
    };
  }

  /** After the policies, so that who may not ask does not learn what is not done here. */
  private static void refuseWhatIsNotDone(ParsedS3Request call) {
    DecodedRequest request = call.request();
    boolean acl =
        request.headers().keySet().stream().anyMatch(name -> name.startsWith("x-amz-grant-"))
            || request
                .header("x-amz-acl")
                .filter(name -> !name.equals("bucket-owner-full-control"))
                .isPresent()
            || (call.operation().name().endsWith("Acl") && request.method().equals("PUT"));
    if (acl) {
      throw new AwsErrorException(
          400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
    }
    if (call.operation().by() == S3OperationSpec.By.NOBODY
        || hasOtherPrecondition(call)
        || hasCustomerKey(request)
        || hasUnspeakableKey(call)) {
      throw new AwsErrorException(
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
  private static boolean hasOtherPrecondition(ParsedS3Request call) {
    DecodedRequest request = call.request();
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
   * Returns whether the response would have to name a key that XML cannot hold. S3 writes a
   * character reference there that no parser takes; here such an upload does not begin.
   */
  private static boolean hasUnspeakableKey(ParsedS3Request call) {
    return call.operation().name().equals("CreateMultipartUpload")
        && !XmlWriter.canHold(call.key());
  }

  /** Returns whether a request has a key of the caller's own, which the store would not use. */
  private static boolean hasCustomerKey(DecodedRequest request) {
    return request.headers().keySet().stream()
        .anyMatch(name -> name.startsWith("x-amz-server-side-encryption-customer-"));
  }

  private void answerHere(
      HttpServletResponse response, ParsedS3Request call, AwsSession caller, S3Payload payload)
      throws IOException {
    switch (call.operation().name()) {
      case "GetBucketLocation" ->
          S3ResponseWriter.xml(
              response,
              200,
              new XmlWriter()
                  .open("LocationConstraint", S3ResponseWriter.NAMESPACE)
                  .text(location(account.template().region()))
                  .end());
      case "GetBucketAcl" -> S3ResponseWriter.xml(response, 200, ownersAcl());
      case "GetObjectAcl" -> {
        requireObject(call);
        S3ResponseWriter.xml(response, 200, ownersAcl());
      }
      case "DeleteObjects" ->
          S3ResponseWriter.xml(
              response,
              200,
              new DeleteObjectsOperation(access, store.blobs(), tags)
                  .call(caller, call, document(payload)));
      case "GetObjectTagging" -> {
        requireObject(call);
        S3ResponseWriter.xml(response, 200, tags.document(call.key()));
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
      default ->
          throw new AwsErrorException(501, "NotImplemented", "The local S3 does not do this.");
    }
  }

  /**
   * The bucket's owner owns every object in it and alone has access: what BucketOwnerEnforced
   * means.
   */
  private String ownersAcl() {
    String owner = account.template().account();
    return new XmlWriter()
        .open("AccessControlPolicy", S3ResponseWriter.NAMESPACE)
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

  private void requireObject(ParsedS3Request call) {
    if (call.versionId().isPresent()) {
      throw new AwsErrorException(
          501, "NotImplemented", "The local S3 does not do this for a version.");
    }
    if (!store.blobs().blobExists(call.bucket(), call.key())) {
      throw new AwsErrorException(404, "NoSuchKey", "The specified key does not exist.");
    }
  }

  private static XmlDocument document(S3Payload payload) throws IOException {
    byte[] body = payload.body().readNBytes(LONGEST_DOCUMENT + 1);
    if (body.length > LONGEST_DOCUMENT) {
      throw new AwsErrorException(400, "MaxMessageLengthExceeded", "Your request was too big.");
    }
    return XmlDocument.parse(body);
  }
}
