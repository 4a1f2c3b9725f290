package bucketpass.local.sts;

import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.account.OperatorKeys;
import bucketpass.local.policy.AuthorizationRequest;
import bucketpass.local.policy.MalformedPolicyException;
import bucketpass.local.policy.PolicyDecision;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.PolicyEvaluator;
import bucketpass.local.policy.PolicyKind;
import bucketpass.local.policy.PolicySet;
import bucketpass.local.policy.RequestPrincipal;
import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.template.RoleDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a caller gets a session of the vended role, and makes it.
 *
 * @param shortest the shortest session; 15 minutes as on AWS, less for tests alone
 */
record AssumeRoleOperation(Account account, Duration shortest) {

  /** Role chaining ends after an hour, whatever the role allows; so does a role's default. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** A new session, and the share of the packed size limit that its policy and tags take. */
  record Assumed(AwsSession session, int packedPolicySize) {}

  Assumed call(AwsSession caller, AssumeRoleInput request) {
    RoleDefinition role = account.template().vendedRole();
    // A role that is not there is refused in the words of one that may not be assumed, so that
    // nobody learns which roles exist.
    if (!request.roleArn().equals(role.arn())) {
      throw new AwsErrorException(
          403, "AccessDenied", notAuthorized(caller, "sts:AssumeRole", request.roleArn()));
    }
    authorize(caller, role, "sts:AssumeRole", request);
    if (!request.tags().isEmpty()) {
      authorize(caller, role, "sts:TagSession", request);
    }
    if (request.sourceIdentity().isPresent()) {
      authorize(caller, role, "sts:SetSourceIdentity", request);
    }
    checkDuration(caller, request.duration());
    Optional<PolicyDocument> policy = request.policy().map(AssumeRoleOperation::parse);
    int packed = PackedPolicySize.percent(request.policy().orElse(""), request.tags());
    if (packed > 100) {
      throw new AwsErrorException(
          400,
          "PackedPolicyTooLarge",
          "Packed policy consumes %d%% of allotted space, please use smaller policy."
              .formatted(packed));
    }
    return new Assumed(account.sessions().add(session(role, request, policy)), packed);
  }

  private AwsSession session(
      RoleDefinition role, AssumeRoleInput request, Optional<PolicyDocument> policy) {
    OperatorKeys keys = account.sessions().sessionKeys();
    Instant now = account.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    return new AwsSession(
        keys,
        RequestPrincipal.session(role.arn(), request.roleSessionName()),
        Account.idOf(role) + ":" + request.roleSessionName(),
        policy,
        request.tags(),
        request.sourceIdentity(),
        now,
        Optional.of(now.plus(request.duration())));
  }

  private static PolicyDocument parse(String policy) {
    try {
      return PolicyDocument.parse(policy, PolicyKind.IDENTITY);
    } catch (MalformedPolicyException e) {
      throw new AwsErrorException(400, "MalformedPolicyDocument", e.getMessage());
    }
  }

  private void checkDuration(AwsSession caller, Duration duration) {
    if (duration.compareTo(shortest) < 0) {
      throw new AwsErrorException(
          400,
          "ValidationError",
          "1 validation error detected: Value '%d' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to %d"
              .formatted(duration.toSeconds(), shortest.toSeconds()));
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw new AwsErrorException(
          400,
          "ValidationError",
          caller.isRoleSession()
              ? "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
              : "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
  }

  /** Within one account the caller's own policies and the role's trust must both allow it. */
  private void authorize(
      AwsSession caller, RoleDefinition role, String action, AssumeRoleInput request) {
    AuthorizationRequest asked =
        new AuthorizationRequest(action, role.arn(), context(caller, action, request));
    PolicySet permissions = account.permissions(caller);
    PolicyDocument trust = account.trustOf(role, caller);
    if (permissions.decide(asked, Optional.empty()) != PolicyDecision.ALLOW
        || permissions.decideTrust(asked, trust) != PolicyDecision.ALLOW) {
      throw new AwsErrorException(
          403,
          "AccessDenied",
          notAuthorized(caller, action, role.arn()) + why(permissions, trust, asked));
    }
  }

  /**
   * AWS's words for a Deny; of a missing Allow STS says nothing more.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot
   *     access denied error messages</a>
   */
  private static String why(
      PolicySet permissions, PolicyDocument trust, AuthorizationRequest asked) {
    if (PolicyEvaluator.evaluate(permissions.identityPolicies(), asked)
        == PolicyDecision.EXPLICIT_DENY) {
      return " with an explicit deny in an identity-based policy";
    }
    return PolicyEvaluator.evaluate(List.of(trust), asked, permissions.principal())
            == PolicyDecision.EXPLICIT_DENY
        ? " with an explicit deny in a resource-based policy"
        : "";
  }

  /**
   * Each action knows other keys, and a key that an action does not know is absent: a condition on
   * it fails.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html">Actions,
   *     resources, and condition keys for AWS STS</a>
   */
  private Map<String, List<String>> context(
      AwsSession caller, String action, AssumeRoleInput request) {
    Map<String, List<String>> context = new HashMap<>(caller.context());
    Instant now = account.clock().instant();
    context.put("aws:CurrentTime", List.of(now.truncatedTo(ChronoUnit.SECONDS).toString()));
    context.put("aws:EpochTime", List.of(Long.toString(now.getEpochSecond())));
    context.put("aws:RequestedRegion", List.of(account.template().region()));
    context.put("aws:SecureTransport", List.of("true"));
    request.sourceIdentity().ifPresent(id -> context.put("sts:SourceIdentity", List.of(id)));
    if (action.equals("sts:SetSourceIdentity")) {
      return context;
    }
    if (action.equals("sts:AssumeRole")) {
      context.put("sts:RoleSessionName", List.of(request.roleSessionName()));
    }
    request.tags().forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
    if (!request.tags().isEmpty()) {
      context.put("aws:TagKeys", new ArrayList<>(request.tags().keySet()));
    }
    return context;
  }

  private static String notAuthorized(AwsSession caller, String action, String roleArn) {
    return "User: %s is not authorized to perform: %s on resource: %s"
        .formatted(caller.arn(), action, roleArn);
  }
}
