package bucketpass.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;

/**
 * The JWT authorizer of an HTTP API. As there, an ID token passes as well as an access token, and a
 * token that was revoked passes until it ends: what more is to be checked is the function's to
 * check.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 *     authorizers</a>
 */
public final class JwtAuthorizer {

  /** The token did not pass. The message says why, and holds nothing of the token. */
  static final class Unauthorized extends Exception {
    private static final long serialVersionUID = 1L;

    Unauthorized(String why) {
      super(why);
    }
  }

  /** "Only RSA-based algorithms." */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

  private final String issuer;
  private final Set<String> audience;
  private final Clock clock;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /**
   * @param keySet where the issuer publishes its keys; read at the first token, then kept
   * @param audience the client ids whose tokens pass
   */
  public JwtAuthorizer(URI issuer, URI keySet, Set<String> audience, Clock clock) {
    this.issuer = issuer.toString();
    this.audience = Set.copyOf(audience);
    this.clock = clock;
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(keySet)));
    processor.setJWTClaimsSetVerifier((claims, context) -> verify(claims));
  }

  /**
   * Verifies the header's value: a bare token or one after {@code Bearer}.
   *
   * @return the token's claims, as its JSON has them
   */
  Map<String, Object> claims(String authorization) throws Unauthorized {
    if (authorization == null || authorization.isEmpty()) {
      throw new Unauthorized("no token");
    }
    try {
      SignedJWT token = SignedJWT.parse(withoutScheme(authorization));
      if (token.getHeader().getKeyID() == null) {
        throw new Unauthorized("the token has no kid");
      }
      processor.process(token, null);
      return token.getPayload().toJSONObject();
    } catch (ParseException e) {
      throw new Unauthorized("not a signed token");
    } catch (BadJWTException e) {
      throw new Unauthorized(e.getMessage());
    } catch (BadJOSEException e) {
      throw new Unauthorized("not signed by a key of the issuer");
    } catch (JOSEException e) {
      throw new IllegalStateException("the issuer's key set cannot be read", e);
    }
  }

  private void verify(JWTClaimsSet claims) throws BadJWTException {
    Instant now = clock.instant();
    require(issuer.equals(claims.getIssuer()), "the token is from another issuer");
    require(isForUs(claims), "the token is for another audience");
    require(claims.getExpirationTime() != null, "the token has no exp");
    require(now.isBefore(claims.getExpirationTime().toInstant()), "the token has expired");
    require(hasPassed(claims.getNotBeforeTime(), now), "the token is not valid yet");
    require(claims.getIssueTime() != null, "the token has no iat");
    require(hasPassed(claims.getIssueTime(), now), "the token is from the future");
  }

  /** {@code client_id} is looked at only where there is no {@code aud}. */
  private boolean isForUs(JWTClaimsSet claims) throws BadJWTException {
    if (!claims.getAudience().isEmpty()) {
      return claims.getAudience().stream().anyMatch(audience::contains);
    }
    try {
      String clientId = claims.getStringClaim("client_id");
      return clientId != null && audience.contains(clientId);
    } catch (ParseException e) {
      throw new BadJWTException("client_id is not text", e);
    }
  }

  private static boolean hasPassed(Date time, Instant now) {
    return time == null || !now.isBefore(time.toInstant());
  }

  private static void require(boolean condition, String otherwise) throws BadJWTException {
    if (!condition) {
      throw new BadJWTException(otherwise);
    }
  }

  private static String withoutScheme(String authorization) {
    String scheme = "Bearer ";
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        ? authorization.substring(scheme.length())
        : authorization;
  }

  private static JWKSource<SecurityContext> keys(URI keySet) {
    try {
      return JWKSourceBuilder.create(keySet.toURL()).build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(keySet + " is no address of a key set", e);
    }
  }
}
