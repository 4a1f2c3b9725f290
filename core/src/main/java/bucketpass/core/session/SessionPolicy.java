package bucketpass.core.session;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import bucketpass.core.place.Permission;
import bucketpass.core.place.PermissionSet;
import bucketpass.core.place.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The session policy of a grant: what {@code s3-credentials} writes for a {@code --prefix}, and
 * what multipart uploads of browsers need beyond it.
 *
 * <p>STS takes the absence of a policy for "all that the role may do". There is always one here,
 * and it always names its prefix.
 *
 * @param document the policy as an object
 * @param json the same as the text that STS is sent
 */
public record SessionPolicy(JsonObject document, String json) {

  /**
   * Characters of an inline session policy, at most.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole,
   *     Policy</a>
   */
  public static final int MAX_LENGTH = 2_048;

  /** Makes the policy with {@link WriteOnceCheck#VALUE}. */
  public static SessionPolicy of(
      String partition,
      String bucket,
      Prefix prefix,
      PermissionSet permissions,
      Optional<String> kmsKeyArn) {
    return of(partition, bucket, prefix, permissions, kmsKeyArn, WriteOnceCheck.VALUE);
  }

  /**
   * Makes the policy of a grant.
   *
   * @param partition {@code aws}, {@code aws-cn}, …
   * @param kmsKeyArn the key that encrypts the bucket, if it is a customer's own
   * @param check how a write-once put is told from another
   * @throws IllegalArgumentException if no session may have these permissions
   */
  public static SessionPolicy of(
      String partition,
      String bucket,
      Prefix prefix,
      PermissionSet permissions,
      Optional<String> kmsKeyArn,
      WriteOnceCheck check) {
    permissions.requireForSession();
    String bucketArn = BucketArn.bucket(partition, bucket);
    String keys = BucketArn.everyKeyUnder(partition, bucket, prefix);
    List<AllowStatement> statements = new ArrayList<>();
    if (permissions.includes(Permission.LIST)) {
      statements.add(AllowStatement.allow(bucketArn, "s3:GetBucketLocation"));
      statements.add(
          AllowStatement.allowIf(
              condition(
                  "StringLike", "s3:prefix", List.of(BucketArn.literal(prefix.value()) + "*")),
              bucketArn,
              "s3:ListBucket"));
    }
    if (permissions.includes(Permission.READ)) {
      statements.add(
          AllowStatement.allow(
              keys,
              "s3:GetObject",
              "s3:GetObjectAcl",
              "s3:GetObjectLegalHold",
              "s3:GetObjectRetention",
              "s3:GetObjectTagging"));
    }
    statements.addAll(changes(keys, permissions, check));
    kmsKeyArn.ifPresent(key -> statements.addAll(useOfKey(key, permissions)));
    JsonObject document =
        JsonObject.of("Version", "2012-10-17", "Statement", documents(statements));
    return new SessionPolicy(document, Json.write(document));
  }

  private static List<AllowStatement> changes(
      String keys, PermissionSet permissions, WriteOnceCheck check) {
    List<String> actions = new ArrayList<>();
    if (permissions.includes(Permission.PUT)) {
      actions.add("s3:PutObject");
    }
    if (permissions.includes(Permission.DELETE)) {
      actions.add("s3:DeleteObject");
    }
    List<AllowStatement> statements = new ArrayList<>();
    if (!actions.isEmpty()) {
      // An array and no lambda: the image's AOT cache has only what its one training vend reached.
      statements.add(AllowStatement.allow(keys, actions.toArray(new String[0])));
    }
    if (permissions.includes(Permission.CREATE)) {
      if (!permissions.includes(Permission.PUT)) {
        statements.addAll(putWhereNothingIs(keys, check));
      }
      statements.add(
          AllowStatement.allow(keys, "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"));
    }
    return statements;
  }

  /**
   * A put must carry {@code If-None-Match: *}; what creates no object yet – starting a multipart
   * upload and its parts – cannot carry it, and completing one must.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html">Enforce
   *     conditional writes</a>
   */
  private static List<AllowStatement> putWhereNothingIs(String keys, WriteOnceCheck check) {
    return List.of(
        AllowStatement.allowIf(check.condition(), keys, "s3:PutObject"),
        AllowStatement.allowIf(
            condition("Bool", "s3:ObjectCreationOperation", "false"), keys, "s3:PutObject"));
  }

  /** A multipart upload reads its own parts back, so that a writer needs {@code Decrypt} too. */
  private static List<AllowStatement> useOfKey(String keyArn, PermissionSet permissions) {
    if (permissions.includes(Permission.CREATE)) {
      return List.of(AllowStatement.allow(keyArn, "kms:GenerateDataKey", "kms:Decrypt"));
    }
    return permissions.includes(Permission.READ)
        ? List.of(AllowStatement.allow(keyArn, "kms:Decrypt"))
        : List.of();
  }

  private static List<JsonObject> documents(List<AllowStatement> statements) {
    List<JsonObject> documents = new ArrayList<>();
    for (AllowStatement statement : statements) {
      documents.add(statement.toJson());
    }
    return documents;
  }

  private static JsonObject condition(String operator, String key, Object value) {
    return JsonObject.of(operator, JsonObject.of(key, value));
  }

  /**
   * Whether STS takes a policy of this length. What it packs it into is limited apart from that.
   */
  public boolean fits() {
    return json.length() <= MAX_LENGTH;
  }

  @Override
  public String toString() {
    return json;
  }
}
