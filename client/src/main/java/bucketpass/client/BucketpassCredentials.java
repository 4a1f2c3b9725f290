package bucketpass.client;

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
public record BucketpassCredentials(
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
   * @throws BadResponseException if a member is missing: then it was not the API that responded
   * @throws BucketpassException if a member is outside its alphabet; a retry cannot help
   */
  static BucketpassCredentials read(String json) throws BadResponseException {
    Map<String, String> members = FlatJson.read(json);
    try {
      Instant expiration = Instant.parse(member(members, CredentialField.EXPIRATION));
      return new BucketpassCredentials(
          AwsSessionCredentials.builder()
              .accessKeyId(member(members, CredentialField.ACCESS_KEY_ID))
              .secretAccessKey(member(members, CredentialField.SECRET_ACCESS_KEY))
              .sessionToken(member(members, CredentialField.SESSION_TOKEN))
              .accountId(optional(members, CredentialField.ACCOUNT_ID))
              .expirationTime(expiration)
              .providerName("Bucketpass")
              .build(),
          expiration,
          Instant.parse(member(members, CredentialField.REFRESH_AFTER)),
          member(members, CredentialField.BUCKET),
          member(members, CredentialField.REGION),
          member(members, CredentialField.PREFIX),
          member(members, CredentialField.ACCESS));
    } catch (DateTimeException e) {
      throw new BadResponseException("the response has a time that does not exist");
    }
  }

  private static String member(Map<String, String> members, CredentialField field)
      throws BadResponseException {
    String value = optional(members, field);
    if (value == null) {
      throw new BadResponseException("the response has no " + field.member());
    }
    return value;
  }

  /** Returns null for an absent member; a member that is present must be of its alphabet. */
  private static String optional(Map<String, String> members, CredentialField field)
      throws BadResponseException {
    String value = members.get(field.member());
    if (value != null && !field.matches(value)) {
      throw BucketpassException.notCredentials(
          "No credentials: the response's %s is not what AWS issues; check the API's address"
              .formatted(field.member()));
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
