package bucketpass.local.signin;

import bucketpass.local.http.Reply;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** Signs the tokens that tests and curious people ask for: any user, any group, any claim. */
final class TokenDesk {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TokenIssuer issuer;
  private final Duration lifetime;
  private final Clock clock;

  TokenDesk(TokenIssuer issuer, Duration lifetime, Clock clock) {
    this.issuer = issuer;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  Reply answer(HttpServletRequest http) throws IOException {
    // A page elsewhere could send a form here unasked; for JSON its browser asks us first.
    String contentType = http.getHeader("Content-Type");
    if (contentType == null || !contentType.startsWith("application/json")) {
      return Reply.json(415, "{\"error\":\"send application/json\"}");
    }
    TokenOrder order;
    try {
      order = JSON.readValue(Form.text(http), TokenOrder.class);
    } catch (JsonProcessingException e) {
      return Reply.json(400, "{\"error\":\"not an order for a token\"}");
    }
    if (order.user() == null || order.user().isEmpty()) {
      return Reply.json(400, "{\"error\":\"a token needs a user\"}");
    }
    String token = issuer.sign(claims(order)).serialize();
    return Reply.of(200, "application/jwt", token.getBytes(StandardCharsets.US_ASCII))
        .with("cache-control", "no-store");
  }

  private JWTClaimsSet claims(TokenOrder order) {
    User known = User.find(order.user()).orElseGet(() -> User.named(order.user()));
    User user = order.groups() == null ? known : known.in(order.groups());
    Duration asked = order.seconds() == null ? lifetime : Duration.ofSeconds(order.seconds());
    SignedIn signedIn = new SignedIn(user, clock.instant());
    JWTClaimsSet claims =
        "access".equals(order.use())
            ? issuer.accessClaims(signedIn, asked)
            : issuer.idClaims(signedIn, asked, null);
    JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder(claims);
    order.claims().forEach(builder::claim);
    return builder.build();
  }
}
