package bucketpass.local.s3;

import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.protocol.DecodedRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The condition keys that a call carries.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">Actions,
 *     resources, and condition keys for Amazon S3</a>
 */
final class S3ConditionKeys {
  private static final Set<String> LISTINGS =
      Set.of("ListObjects", "ListObjectsV2", "ListObjectVersions");

  /** Headers of a write that IAM sees under their own name. */
  private static final List<String> WRITE_HEADERS =
      List.of(
          "x-amz-acl",
          "x-amz-copy-source",
          "x-amz-grant-full-control",
          "x-amz-grant-read",
          "x-amz-grant-read-acp",
          "x-amz-grant-write",
          "x-amz-grant-write-acp",
          "x-amz-metadata-directive",
          "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-aws-kms-key-id",
          "x-amz-server-side-encryption-customer-algorithm",
          "x-amz-storage-class",
          "x-amz-website-redirect-location");

  private S3ConditionKeys() {}

  /** Everything that the call's own action knows. */
  static Map<String, List<String>> of(Account account, AwsSession caller, ParsedS3Request call) {
    DecodedRequest request = call.request();
    Map<String, List<String>> context = common(account, caller, request);
    if (LISTINGS.contains(call.operation().name())) {
      for (String name : List.of("prefix", "delimiter", "max-keys")) {
        request.parameter(name).ifPresent(value -> context.put("s3:" + name, List.of(value)));
      }
    }
    call.versionId().ifPresent(id -> context.put("s3:VersionId", List.of(id)));
    call.operation()
        .creates()
        .ifPresent(
            creates -> {
              context.put("s3:ObjectCreationOperation", List.of(creates));
              putWriteHeaders(context, request);
            });
    return context;
  }

  private static void putWriteHeaders(Map<String, List<String>> context, DecodedRequest request) {
    for (String name : WRITE_HEADERS) {
      request.header(name).ifPresent(value -> context.put("s3:" + name, List.of(value)));
    }
    for (String name : List.of("if-match", "if-none-match")) {
      request.header(name).ifPresent(value -> context.put("s3:" + name, List.of(value)));
    }
    request
        .header("x-amz-tagging")
        .map(ObjectTags::of)
        .ifPresent(
            tags -> {
              context.put("s3:RequestObjectTagKeys", new ArrayList<>(tags.keySet()));
              tags.forEach(
                  (key, value) -> context.put("s3:RequestObjectTag/" + key, List.of(value)));
            });
  }

  /** What every call carries. */
  static Map<String, List<String>> common(
      Account account, AwsSession caller, DecodedRequest request) {
    Map<String, List<String>> context = new HashMap<>(caller.context());
    Instant now = account.clock().instant();
    context.put("aws:CurrentTime", List.of(now.truncatedTo(ChronoUnit.SECONDS).toString()));
    context.put("aws:EpochTime", List.of(Long.toString(now.getEpochSecond())));
    context.put("aws:RequestedRegion", List.of(account.template().region()));
    context.put("aws:ViaAWSService", List.of("false"));
    // Not TLS, but it never leaves the loopback interface, which is what the bucket policy's Deny
    // is
    // for. Without this the local bucket would refuse everybody.
    context.put("aws:SecureTransport", List.of("true"));
    context.put("s3:authType", List.of(authType(request)));
    context.put("s3:signatureversion", List.of("AWS4-HMAC-SHA256"));
    context.put("s3:ResourceAccount", List.of(account.template().account()));
    request
        .header("x-amz-content-sha256")
        .ifPresent(hash -> context.put("s3:x-amz-content-sha256", List.of(hash)));
    request.header("user-agent").ifPresent(agent -> context.put("aws:UserAgent", List.of(agent)));
    request.header("referer").ifPresent(from -> context.put("aws:Referer", List.of(from)));
    return context;
  }

  /** Where the signature was: every request has one, and a form's is in neither of two places. */
  private static String authType(DecodedRequest request) {
    if (request.isPresigned()) {
      return "REST-QUERY-STRING";
    }
    return request.header("authorization").isPresent() ? "REST-HEADER" : "POST";
  }

  /** A header that does what another operation does needs that operation's action as well. */
  static List<String> actionsOfHeaders(ParsedS3Request call) {
    List<String> actions = new ArrayList<>();
    if (call.operation().creates().isEmpty()) {
      return actions;
    }
    for (String header : call.request().headers().keySet()) {
      if (header.equals("x-amz-acl") || header.startsWith("x-amz-grant-")) {
        actions.add("s3:PutObjectAcl");
      } else if (header.equals("x-amz-tagging")) {
        actions.add("s3:PutObjectTagging");
      } else if (header.equals("x-amz-object-lock-legal-hold")) {
        actions.add("s3:PutObjectLegalHold");
      } else if (header.startsWith("x-amz-object-lock-")) {
        actions.add("s3:PutObjectRetention");
      } else if (header.equals("x-amz-bypass-governance-retention")) {
        actions.add("s3:BypassGovernanceRetention");
      }
    }
    return actions;
  }
}
