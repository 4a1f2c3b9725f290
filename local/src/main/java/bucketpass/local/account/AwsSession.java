package bucketpass.local.account;

import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.RequestPrincipal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys and whose they are: of a user, or of a role that somebody assumed.
 *
 * @param userId {@code AIDA…} of a user, {@code AROA…:session} of a role session
 * @param policy the session policy passed to AssumeRole
 * @param tags the session tags, which become {@code aws:PrincipalTag/…}
 * @param expiration when the session ends; empty for a user
 */
public record AwsSession(
    OperatorKeys keys,
    RequestPrincipal principal,
    String userId,
    Optional<PolicyDocument> policy,
    Map<String, String> tags,
    Optional<String> sourceIdentity,
    Instant issuedAt,
    Optional<Instant> expiration) {

  /** Copies the tags. */
  public AwsSession {
    tags = Map.copyOf(tags);
  }

  /** The ARN that names who did something: the session's, or else the user's. */
  public String arn() {
    return principal.session().orElse(principal.arn());
  }

  /** Whether a role's session may chain to another role, which AWS limits to one hour. */
  public boolean isRoleSession() {
    return principal.session().isPresent();
  }

  /** Whether the session has ended. */
  public boolean hasEnded(Instant now) {
    return expiration.filter(end -> !now.isBefore(end)).isPresent();
  }

  /**
   * The condition keys that say who asks.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS
   *     global condition context keys</a>
   */
  public Map<String, List<String>> context() {
    Map<String, List<String>> context = new HashMap<>();
    context.put("aws:PrincipalArn", List.of(principal.arn()));
    context.put("aws:PrincipalAccount", List.of(principal.account()));
    context.put("aws:PrincipalIsAWSService", List.of("false"));
    context.put("aws:PrincipalType", List.of(isRoleSession() ? "AssumedRole" : "User"));
    context.put("aws:userid", List.of(userId));
    tags.forEach((key, value) -> context.put("aws:PrincipalTag/" + key, List.of(value)));
    sourceIdentity.ifPresent(value -> context.put("aws:SourceIdentity", List.of(value)));
    if (isRoleSession()) {
      context.put("aws:TokenIssueTime", List.of(issuedAt.toString()));
    }
    return context;
  }
}
