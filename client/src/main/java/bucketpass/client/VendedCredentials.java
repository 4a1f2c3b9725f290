package bucketpass.client;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * What the API answered: session credentials, and where they reach.
 *
 * @param credentials for the AWS SDK
 * @param expiration when AWS stops taking them
 * @param refreshAfter from when on the API gives newer ones
 * @param bucket the bucket's name
 * @param region the bucket's region
 * @param prefix what every key must start with; ends with {@code /}
 * @param access {@code read-write}, {@code read-only}, {@code write-only} or {@code write-once}
 */
public record VendedCredentials(
    AwsSessionCredentials credentials,
    Instant expiration,
    Instant refreshAfter,
    String bucket,
    String region,
    String prefix,
    String access) {

  /**
   * Reads the {@code json} format.
   *
   * @throws IOException where it is not that: then it was not the API that answered
   */
  static VendedCredentials read(String json) throws IOException {
    Map<String, String> members = FlatJson.read(json);
    try {
      Instant expiration = Instant.parse(member(members, "Expiration"));
      return new VendedCredentials(
          AwsSessionCredentials.builder()
              .accessKeyId(member(members, "AccessKeyId"))
              .secretAccessKey(member(members, "SecretAccessKey"))
              .sessionToken(member(members, "SessionToken"))
              .accountId(members.get("AccountId"))
              .expirationTime(expiration)
              .providerName("Bucketpass")
              .build(),
          expiration,
          Instant.parse(member(members, "RefreshAfter")),
          member(members, "Bucket"),
          member(members, "Region"),
          member(members, "Prefix"),
          member(members, "Access"));
    } catch (DateTimeException e) {
      throw new IOException("the answer has a time that is none", e);
    }
  }

  private static String member(Map<String, String> members, String name) throws IOException {
    String value = members.get(name);
    if (value == null || value.isEmpty()) {
      throw new IOException("the answer has no " + name);
    }
    return value;
  }

  /** Without the secret key and the session token. */
  @Override
  public String toString() {
    return "VendedCredentials[accessKeyId=%s, expiration=%s, bucket=%s, prefix=%s, access=%s]"
        .formatted(credentials.accessKeyId(), expiration, bucket, prefix, access);
  }
}
