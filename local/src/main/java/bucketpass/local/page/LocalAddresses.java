package bucketpass.local.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/** What the page has to know: where everything is. */
public record LocalAddresses(
    URI api, URI issuer, URI s3, String bucket, String region, String clientId) {

  /** As {@code config.json} beside the page says it. */
  String config() {
    ObjectNode config = new ObjectMapper().createObjectNode();
    config.put("api", api.toString());
    config.put("issuer", issuer.toString());
    config.put("clientId", clientId);
    config.put("s3", s3.toString());
    config.put(
        "hint",
        "A development stack. Try alice, bob, or rita, who may only read; each password is the"
            + " name.");
    return config.toString();
  }

  static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
