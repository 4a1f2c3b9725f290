package bucketpass.local.aws;

import bucketpass.local.aws.SignatureRefused.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a request was signed with keys that are good now.
 *
 * @param service as the scope names it: {@code sts}, {@code s3} or {@code iam}
 * @param region as the scope names it
 * @param skew how far the signer's clock may be off
 */
public record SignatureCheck(Account account, String service, String region, Duration skew) {

  /** A signature that passed, and whose it is. */
  public record Passed(Session session, Signature signature) {}

  /**
   * Checks the signature of a request.
   *
   * @param payloadHash what the signer says of the body; whoever reads the body compares
   */
  public Passed check(AwsRequest request, String payloadHash) throws SignatureRefused {
    Signature signature = Signature.of(request);
    checkTime(signature);
    checkHeaders(request, signature);
    return check(
        signature,
        String.join(
            "\n",
            Signature.ALGORITHM,
            signature.timestamp(),
            signature.scope().toString(),
            Hmac.sha256(
                signature
                    .canonicalRequest(request, payloadHash)
                    .getBytes(StandardCharsets.UTF_8))));
  }

  /** Checks a signature over any text, for example the policy of a browser's form. */
  public Passed check(Signature signature, String stringToSign) throws SignatureRefused {
    Session session = sessionOf(signature);
    checkScope(signature);
    byte[] key = Hmac.signingKey(session.keys().secretAccessKey(), signature.scope());
    if (!Hmac.same(Hmac.sign(key, stringToSign), signature.value())) {
      throw new SignatureRefused(
          Kind.MISMATCH,
          "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
    }
    // After the signature: only who holds the secret may learn that it was good once.
    if (session.hasEnded(account.clock().instant())) {
      throw new SignatureRefused(Kind.EXPIRED_TOKEN, "The provided token has expired.");
    }
    return new Passed(session, signature);
  }

  private Session sessionOf(Signature signature) throws SignatureRefused {
    Session session =
        account
            .find(signature.accessKeyId())
            // As on AWS, a session's key without its token is no key.
            .filter(known -> !known.isRoleSession() || signature.sessionToken().isPresent())
            .orElseThrow(
                () -> new SignatureRefused(Kind.UNKNOWN_KEY, "No such access key is known."));
    String expected = session.keys().sessionToken().orElse("");
    if (!Hmac.same(expected, signature.sessionToken().orElse(""))) {
      throw new SignatureRefused(
          Kind.WRONG_TOKEN, "The provided token is malformed or otherwise invalid.");
    }
    return session;
  }

  private void checkScope(Signature signature) throws SignatureRefused {
    Signature.Scope scope = signature.scope();
    if (!scope.service().equals(service)
        || !scope.region().equals(region)
        || !signature.timestamp().startsWith(scope.date() + "T")) {
      throw new SignatureRefused(
          Kind.WRONG_SCOPE,
          "Credential should be scoped to the day of the request, region '%s' and service '%s'."
              .formatted(region, service));
    }
  }

  private void checkTime(Signature signature) throws SignatureRefused {
    Instant now = account.clock().instant();
    Instant signedAt = signature.signedAt();
    if (signedAt.isAfter(now.plus(skew))) {
      throw new SignatureRefused(
          Kind.SKEWED, "Signature not yet current: it is dated " + signature.timestamp());
    }
    if (signature.lifetime().isPresent()) {
      if (now.isAfter(signedAt.plus(signature.lifetime().get()))) {
        throw new SignatureRefused(Kind.EXPIRED_URL, "Request has expired");
      }
    } else if (signedAt.isBefore(now.minus(skew))) {
      throw new SignatureRefused(
          Kind.SKEWED, "Signature expired: it is dated " + signature.timestamp());
    }
  }

  /**
   * A header that is not signed can be added on the way, and AWS's own headers change what a
   * request does.
   */
  private static void checkHeaders(AwsRequest request, Signature signature)
      throws SignatureRefused {
    for (String name : request.headers().keySet()) {
      boolean mustBeSigned =
          name.equals("host")
              || (name.startsWith("x-amz-") && !name.equals("x-amz-content-sha256"));
      if (mustBeSigned && !signature.signedHeaders().contains(name)) {
        throw new SignatureRefused(
            Kind.UNSIGNED_HEADER,
            "There were headers present in the request which were not signed: " + name);
      }
    }
    if (!signature.signedHeaders().contains("host")) {
      throw new SignatureRefused(Kind.UNSIGNED_HEADER, "'Host' must be a 'SignedHeader'.");
    }
  }
}
