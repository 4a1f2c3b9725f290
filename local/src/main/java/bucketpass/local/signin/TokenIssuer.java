package bucketpass.local.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * Knows the claims that a user pool puts in its tokens, and signs them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html">the
 *     ID token</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html">the
 *     access token</a>
 */
final class TokenIssuer {

  private final URI issuer;
  private final String clientId;
  private final Clock clock;
  private final JWKSet keySet;
  private final JWSHeader header;
  private final JWSSigner signer;

  TokenIssuer(URI issuer, String clientId, Clock clock) {
    this.issuer = issuer;
    this.clientId = clientId;
    this.clock = clock;
    try {
      RSAKey key =
          new RSAKeyGenerator(2048)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate();
      keySet = new JWKSet(key.toPublicJWK());
      header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      signer = new RSASSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("this JDK has no RSA", e);
    }
  }

  /** The public half of what signs. */
  JWKSet keySet() {
    return keySet;
  }

  /**
   * For the client: who the user is.
   *
   * @param nonce what the client sent with its request, or null
   */
  JWTClaimsSet idClaims(AuthenticatedUser signedIn, Duration lifetime, String nonce) {
    return claims(signedIn, lifetime)
        .audience(clientId)
        .claim("token_use", "id")
        .claim("cognito:username", signedIn.user().username())
        .claim("email", signedIn.user().email())
        .claim("email_verified", true)
        .claim("nonce", nonce)
        .build();
  }

  /** For an API: what the client may do in the user's name. It has no audience. */
  JWTClaimsSet accessClaims(AuthenticatedUser signedIn, Duration lifetime) {
    return claims(signedIn, lifetime)
        .claim("client_id", clientId)
        .claim("token_use", "access")
        .claim("username", signedIn.user().username())
        .claim("scope", "openid email profile")
        .claim("version", 2)
        .build();
  }

  SignedJWT sign(JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(signer);
      return token;
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  private JWTClaimsSet.Builder claims(AuthenticatedUser signedIn, Duration lifetime) {
    LocalUser user = signedIn.user();
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .subject(user.sub())
        .issuer(issuer.toString())
        .claim("cognito:groups", user.groups().isEmpty() ? null : user.groups())
        .claim("event_id", UUID.randomUUID().toString())
        .claim("origin_jti", UUID.randomUUID().toString())
        .claim("auth_time", signedIn.at().getEpochSecond())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(lifetime)))
        .jwtID(UUID.randomUUID().toString());
  }
}
