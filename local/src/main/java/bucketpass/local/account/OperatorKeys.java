package bucketpass.local.account;

import java.util.Optional;

/**
 * A key pair that signs requests, with its session token when it is temporary.
 *
 * @param sessionToken empty for the long-term keys of a user
 */
public record OperatorKeys(
    String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {

  /** Names the key and hides what is secret. */
  @Override
  public String toString() {
    return "AwsKeys[accessKeyId=%s, secrets hidden]".formatted(accessKeyId);
  }
}
