package bucketpass.local.s3;

import bucketpass.local.aws.Account;
import bucketpass.local.aws.AwsError;
import bucketpass.local.aws.Session;
import bucketpass.local.iam.AuthorizationRequest;
import bucketpass.local.iam.Decision;
import bucketpass.local.iam.EffectivePermissions;
import bucketpass.local.iam.PolicyDocument;
import bucketpass.local.iam.PolicyEvaluator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the policies whether a caller may do what a call asks for. */
final class Access {
  private final Account account;

  Access(Account account) {
    this.account = account;
  }

  /** Refuses the call unless every action that it needs is allowed. */
  void check(Session caller, S3Call call) {
    Map<String, List<String>> context = CallContext.of(account, caller, call);
    List<String> actions =
        call.versionId().isPresent()
            ? call.operation().versionActions()
            : call.operation().actions();
    if (call.versionId().isPresent() && actions.isEmpty()) {
      throw new AwsError(403, "AccessDenied", "This operation on a version is not known here.");
    }
    String resource =
        call.key().isEmpty() ? bucketArn(call.bucket()) : keyArn(call.bucket(), call.key());
    for (String action : actions) {
      check(caller, new AuthorizationRequest(action, resource, context));
    }
    for (String action : CallContext.actionsOfHeaders(call)) {
      check(caller, new AuthorizationRequest(action, resource, context));
    }
    call.source().ifPresent(source -> checkSource(caller, call, source));
  }

  private void checkSource(Session caller, S3Call call, S3Call.Source source) {
    String action = source.versionId().isPresent() ? "s3:GetObjectVersion" : "s3:GetObject";
    check(
        caller,
        new AuthorizationRequest(
            action,
            keyArn(source.bucket(), source.key()),
            CallContext.common(account, caller, call.request())));
  }

  /** Refuses one key of a call that names several. */
  void checkKey(Session caller, S3Call call, String action, String key) {
    check(
        caller,
        new AuthorizationRequest(
            action,
            keyArn(call.bucket(), key),
            CallContext.common(account, caller, call.request())));
  }

  /**
   * Refuses who may not list the bucket: a read of a key that is not there tells whether it is, so
   * S3 answers 403 in place of 404.
   */
  void checkMayLearnOfAbsence(Session caller, S3Call call) {
    check(
        caller,
        new AuthorizationRequest(
            "s3:ListBucket",
            bucketArn(call.bucket()),
            CallContext.common(account, caller, call.request())));
  }

  private void check(Session caller, AuthorizationRequest asked) {
    EffectivePermissions permissions = account.permissions(caller);
    Optional<PolicyDocument> bucketPolicy =
        asked.resource().equals("*") ? Optional.empty() : account.template().bucketPolicy();
    Decision decision = permissions.decide(asked, bucketPolicy);
    if (decision != Decision.ALLOW) {
      throw new AwsError(
          403,
          "AccessDenied",
          "User: %s is not authorized to perform: %s on resource: \"%s\" %s"
              .formatted(
                  caller.arn(),
                  asked.action(),
                  asked.resource(),
                  reason(permissions, asked, decision)));
    }
  }

  /**
   * AWS's words for which policy it was.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot
   *     access denied error messages</a>
   */
  private static String reason(
      EffectivePermissions permissions, AuthorizationRequest asked, Decision decision) {
    Decision identity = PolicyEvaluator.evaluate(permissions.identityPolicies(), asked);
    Decision session =
        permissions
            .sessionPolicy()
            .map(policy -> PolicyEvaluator.evaluate(List.of(policy), asked))
            .orElse(Decision.ALLOW);
    if (decision == Decision.EXPLICIT_DENY) {
      String kind =
          identity == Decision.EXPLICIT_DENY
              ? "an identity-based"
              : session == Decision.EXPLICIT_DENY ? "a session" : "a resource-based";
      return "with an explicit deny in %s policy".formatted(kind);
    }
    String kind = identity == Decision.ALLOW ? "session" : "identity-based";
    return "because no %s policy allows the %s action".formatted(kind, asked.action());
  }

  private String bucketArn(String bucket) {
    return bucket.isEmpty() ? "*" : "arn:%s:s3:::%s".formatted(account.partition(), bucket);
  }

  private String keyArn(String bucket, String key) {
    return bucketArn(bucket) + "/" + key;
  }
}
