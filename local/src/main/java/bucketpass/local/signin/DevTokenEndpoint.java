package bucketpass.local.signin;

import bucketpass.local.http.ServerResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** Signs the tokens that tests and curious people ask for: any user, any group, any claim. */
final class DevTokenEndpoint {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TokenIssuer issuer;
  private final Duration lifetime;
  private final Clock clock;

  DevTokenEndpoint(TokenIssuer issuer, Duration lifetime, Clock clock) {
    this.issuer = issuer;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  ServerResponse answer(HttpServletRequest http) throws IOException {
    // A page elsewhere could send a form here unasked; for JSON its browser asks us first.
    String contentType = http.getHeader("Content-Type");
    if (contentType == null || !contentType.startsWith("application/json")) {
      return ServerResponse.json(415, "{\"error\":\"send application/json\"}");
    }
    DevTokenRequest order;
    try {
      order = JSON.readValue(SignInForm.text(http), DevTokenRequest.class);
    } catch (JsonProcessingException e) {
      return ServerResponse.json(400, "{\"error\":\"not an order for a token\"}");
    }
    if (order.user() == null || order.user().isEmpty()) {
      return ServerResponse.json(400, "{\"error\":\"a token needs a user\"}");
    }
    String token = issuer.sign(claims(order)).serialize();
    return ServerResponse.of(200, "application/jwt", token.getBytes(StandardCharsets.US_ASCII))
        .with("cache-control", "no-store");
  }

  private JWTClaimsSet claims(DevTokenRequest order) {
    LocalUser known = LocalUser.find(order.user()).orElseGet(() -> LocalUser.named(order.user()));
    LocalUser user = order.groups() == null ? known : known.in(order.groups());
    Duration asked = order.seconds() == null ? lifetime : Duration.ofSeconds(order.seconds());
    AuthenticatedUser signedIn = new AuthenticatedUser(user, clock.instant());
    JWTClaimsSet claims =
        "access".equals(order.use())
            ? issuer.accessClaims(signedIn, asked)
            : issuer.idClaims(signedIn, asked, null);
    JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder(claims);
    order.claims().forEach(builder::claim);
    return builder.build();
  }
}
