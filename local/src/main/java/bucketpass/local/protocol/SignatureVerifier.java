package bucketpass.local.protocol;

import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.protocol.InvalidSignatureException.Kind;
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
public record SignatureVerifier(Account account, String service, String region, Duration skew) {

  /** A signature that passed, and whose it is. */
  public record Passed(AwsSession session, SigV4Signature signature) {}

  /**
   * Checks the signature of a request.
   *
   * @param payloadHash what the signer says of the body; whoever reads the body compares
   */
  public Passed check(DecodedRequest request, String payloadHash) throws InvalidSignatureException {
    SigV4Signature signature = SigV4Signature.of(request);
    checkTime(signature);
    checkHeaders(request, signature);
    return check(
        signature,
        String.join(
            "\n",
            SigV4Signature.ALGORITHM,
            signature.timestamp(),
            signature.scope().toString(),
            SigningKey.sha256(
                signature
                    .canonicalRequest(request, payloadHash)
                    .getBytes(StandardCharsets.UTF_8))));
  }

  /** Checks a signature over any text, for example the policy of a browser's form. */
  public Passed check(SigV4Signature signature, String stringToSign)
      throws InvalidSignatureException {
    AwsSession session = sessionOf(signature);
    checkScope(signature);
    byte[] key = SigningKey.signingKey(session.keys().secretAccessKey(), signature.scope());
    if (!SigningKey.same(SigningKey.sign(key, stringToSign), signature.value())) {
      throw new InvalidSignatureException(
          Kind.MISMATCH,
          "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
    }
    // After the signature: only who holds the secret may learn that it was good once.
    if (session.hasEnded(account.clock().instant())) {
      throw new InvalidSignatureException(Kind.EXPIRED_TOKEN, "The provided token has expired.");
    }
    return new Passed(session, signature);
  }

  private AwsSession sessionOf(SigV4Signature signature) throws InvalidSignatureException {
    AwsSession session =
        account
            .find(signature.accessKeyId())
            // As on AWS, a session's key without its token is no key.
            .filter(known -> !known.isRoleSession() || signature.sessionToken().isPresent())
            .orElseThrow(
                () ->
                    new InvalidSignatureException(
                        Kind.UNKNOWN_KEY, "No such access key is known."));
    String expected = session.keys().sessionToken().orElse("");
    if (!SigningKey.same(expected, signature.sessionToken().orElse(""))) {
      throw new InvalidSignatureException(
          Kind.WRONG_TOKEN, "The provided token is malformed or otherwise invalid.");
    }
    return session;
  }

  private void checkScope(SigV4Signature signature) throws InvalidSignatureException {
    SigV4Signature.Scope scope = signature.scope();
    if (!scope.service().equals(service)
        || !scope.region().equals(region)
        || !signature.timestamp().startsWith(scope.date() + "T")) {
      throw new InvalidSignatureException(
          Kind.WRONG_SCOPE,
          "Credential should be scoped to the day of the request, region '%s' and service '%s'."
              .formatted(region, service));
    }
  }

  private void checkTime(SigV4Signature signature) throws InvalidSignatureException {
    Instant now = account.clock().instant();
    Instant signedAt = signature.signedAt();
    if (signedAt.isAfter(now.plus(skew))) {
      throw new InvalidSignatureException(
          Kind.SKEWED, "Signature not yet current: it is dated " + signature.timestamp());
    }
    if (signature.lifetime().isPresent()) {
      if (now.isAfter(signedAt.plus(signature.lifetime().get()))) {
        throw new InvalidSignatureException(Kind.EXPIRED_URL, "Request has expired");
      }
    } else if (signedAt.isBefore(now.minus(skew))) {
      throw new InvalidSignatureException(
          Kind.SKEWED, "Signature expired: it is dated " + signature.timestamp());
    }
  }

  /**
   * A header that is not signed can be added on the way, and AWS's own headers change what a
   * request does.
   */
  private static void checkHeaders(DecodedRequest request, SigV4Signature signature)
      throws InvalidSignatureException {
    for (String name : request.headers().keySet()) {
      boolean mustBeSigned =
          name.equals("host")
              || (name.startsWith("x-amz-") && !name.equals("x-amz-content-sha256"));
      if (mustBeSigned && !signature.signedHeaders().contains(name)) {
        throw new InvalidSignatureException(
            Kind.UNSIGNED_HEADER,
            "There were headers present in the request which were not signed: " + name);
      }
    }
    if (!signature.signedHeaders().contains("host")) {
      throw new InvalidSignatureException(Kind.UNSIGNED_HEADER, "'Host' must be a 'SignedHeader'.");
    }
  }
}
