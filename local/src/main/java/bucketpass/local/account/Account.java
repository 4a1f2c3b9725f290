package bucketpass.local.account;

import bucketpass.core.session.RoleArn;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.PolicyKind;
import bucketpass.local.policy.PolicySet;
import bucketpass.local.template.ResolvedTemplate;
import bucketpass.local.template.RoleDefinition;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The one AWS account of the local application: the template's roles, an operator beside them, and
 * the sessions that are alive.
 *
 * <p>Policies are looked up at each request and not when a session begins, as AWS does: a statement
 * added to a role acts on the sessions that are already out.
 */
public final class Account {
  private final ResolvedTemplate template;
  private final Clock clock;
  private final SessionStore sessions;
  private final List<InlinePolicies> roles;
  private final PolicyDocument operatorPolicy;

  /** An account with the template's roles, its clock, and nobody signed in. */
  public Account(ResolvedTemplate template, Clock clock) {
    this.template = template;
    this.clock = clock;
    this.sessions = new SessionStore(clock);
    this.operatorPolicy = makeOperatorPolicy();
    this.roles =
        List.of(
            new InlinePolicies(template.vendedRole()), new InlinePolicies(template.functionRole()));
  }

  /** What the template deploys. */
  public ResolvedTemplate template() {
    return template;
  }

  /** The time that AWS goes by here. */
  public Clock clock() {
    return clock;
  }

  /** The keys that exist. */
  public SessionStore sessions() {
    return sessions;
  }

  /** What the holder of these keys may do now. */
  public PolicySet permissions(AwsSession session) {
    return new PolicySet(
        session.principal(), identityPolicies(session.principal().arn()), session.policy());
  }

  private List<PolicyDocument> identityPolicies(String arn) {
    return arn.equals(operatorArn())
        ? List.of(operatorPolicy)
        : roles.stream()
            .filter(role -> role.role().arn().equals(arn))
            .findFirst()
            .map(InlinePolicies::all)
            .orElse(List.of());
  }

  /** The policies of the role of this name, if there is one. */
  public Optional<InlinePolicies> role(String name) {
    return roles.stream().filter(role -> role.role().name().equals(name)).findFirst();
  }

  /**
   * The trust policy that decides whether this caller may assume the vended role.
   *
   * <p>The template trusts the function's role alone. The local operator is not in it and stands
   * for an administrator who would edit the trust policy, so has a policy of its own.
   */
  public PolicyDocument trustOf(RoleDefinition role, AwsSession caller) {
    return caller.principal().arn().equals(operatorArn()) ? operatorTrust() : role.trust();
  }

  /** A role's id: the same for every session of it, as on AWS, and telling nothing. */
  public static String idOf(RoleDefinition role) {
    String hash = Hashing.sha256().hashString(role.arn(), StandardCharsets.UTF_8).toString();
    return "AROA" + hash.substring(0, 16).toUpperCase(Locale.ROOT);
  }

  /** The ARN of the local operator. */
  public String operatorArn() {
    return "arn:%s:iam::%s:user/operator".formatted(partition(), template.account());
  }

  /** {@code aws}, or that of another group of regions. */
  public String partition() {
    return RoleArn.parse(template.vendedRole().arn()).partition();
  }

  private PolicyDocument makeOperatorPolicy() {
    String bucket = "arn:%s:s3:::%s".formatted(partition(), template.bucketName());
    return PolicyDocument.parse(
        """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "s3:*", "Resource": ["%s", "%s/*"]},
          {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"},
          {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
           "Resource": "%s"},
          {"Effect": "Allow", "Action": "iam:*", "Resource": "arn:%s:iam::%s:role/*"}]}
        """
            .formatted(
                bucket, bucket, template.vendedRole().arn(), partition(), template.account()),
        PolicyKind.IDENTITY);
  }

  private PolicyDocument operatorTrust() {
    return PolicyDocument.parse(
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "%s"},
          "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]}}
        """
            .formatted(operatorArn()),
        PolicyKind.TRUST);
  }

  /** The session that holds these keys, if there is one. */
  public Optional<AwsSession> find(String accessKeyId) {
    return sessions.find(accessKeyId);
  }
}
