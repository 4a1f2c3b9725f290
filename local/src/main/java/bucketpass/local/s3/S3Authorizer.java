package bucketpass.local.s3;

import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.policy.AuthorizationRequest;
import bucketpass.local.policy.PolicyDecision;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.PolicyEvaluator;
import bucketpass.local.policy.PolicySet;
import bucketpass.local.protocol.AwsErrorException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the policies whether a caller may do what a call asks for. */
final class S3Authorizer {
  private final Account account;

  S3Authorizer(Account account) {
    this.account = account;
  }

  /** Refuses the call unless every action that it needs is allowed. */
  void check(AwsSession caller, ParsedS3Request call) {
    Map<String, List<String>> context = S3ConditionKeys.of(account, caller, call);
    List<String> actions =
        call.versionId().isPresent()
            ? call.operation().versionActions()
            : call.operation().actions();
    if (call.versionId().isPresent() && actions.isEmpty()) {
      throw new AwsErrorException(
          403, "AccessDenied", "This operation on a version is not known here.");
    }
    String resource =
        call.key().isEmpty() ? bucketArn(call.bucket()) : keyArn(call.bucket(), call.key());
    for (String action : actions) {
      check(caller, new AuthorizationRequest(action, resource, context));
    }
    for (String action : S3ConditionKeys.actionsOfHeaders(call)) {
      check(caller, new AuthorizationRequest(action, resource, context));
    }
    call.source().ifPresent(source -> checkSource(caller, call, source));
  }

  private void checkSource(AwsSession caller, ParsedS3Request call, ParsedS3Request.Source source) {
    String action = source.versionId().isPresent() ? "s3:GetObjectVersion" : "s3:GetObject";
    check(
        caller,
        new AuthorizationRequest(
            action,
            keyArn(source.bucket(), source.key()),
            S3ConditionKeys.common(account, caller, call.request())));
  }

  /** Refuses one key of a call that names several. */
  void checkKey(AwsSession caller, ParsedS3Request call, String action, String key) {
    check(
        caller,
        new AuthorizationRequest(
            action,
            keyArn(call.bucket(), key),
            S3ConditionKeys.common(account, caller, call.request())));
  }

  /**
   * Refuses who may not list the bucket: a read of a key that is not there tells whether it is, so
   * S3 answers 403 in place of 404.
   */
  void checkMayLearnOfAbsence(AwsSession caller, ParsedS3Request call) {
    check(
        caller,
        new AuthorizationRequest(
            "s3:ListBucket",
            bucketArn(call.bucket()),
            S3ConditionKeys.common(account, caller, call.request())));
  }

  private void check(AwsSession caller, AuthorizationRequest asked) {
    PolicySet permissions = account.permissions(caller);
    Optional<PolicyDocument> bucketPolicy =
        asked.resource().equals("*") ? Optional.empty() : account.template().bucketPolicy();
    PolicyDecision decision = permissions.decide(asked, bucketPolicy);
    if (decision != PolicyDecision.ALLOW) {
      throw new AwsErrorException(
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
      PolicySet permissions, AuthorizationRequest asked, PolicyDecision decision) {
    PolicyDecision identity = PolicyEvaluator.evaluate(permissions.identityPolicies(), asked);
    PolicyDecision session =
        permissions
            .sessionPolicy()
            .map(policy -> PolicyEvaluator.evaluate(List.of(policy), asked))
            .orElse(PolicyDecision.ALLOW);
    if (decision == PolicyDecision.EXPLICIT_DENY) {
      String kind =
          identity == PolicyDecision.EXPLICIT_DENY
              ? "an identity-based"
              : session == PolicyDecision.EXPLICIT_DENY ? "a session" : "a resource-based";
      return "with an explicit deny in %s policy".formatted(kind);
    }
    String kind = identity == PolicyDecision.ALLOW ? "session" : "identity-based";
    return "because no %s policy allows the %s action".formatted(kind, asked.action());
  }

  private String bucketArn(String bucket) {
    return bucket.isEmpty() ? "*" : "arn:%s:s3:::%s".formatted(account.partition(), bucket);
  }

  private String keyArn(String bucket, String key) {
    return bucketArn(bucket) + "/" + key;
  }
}
