package bucketpass.local.roles;

import bucketpass.local.aws.Account;
import bucketpass.local.aws.AwsError;
import bucketpass.local.aws.Encoding;
import bucketpass.local.aws.Form;
import bucketpass.local.aws.QueryServlet;
import bucketpass.local.aws.RolePolicies;
import bucketpass.local.aws.Session;
import bucketpass.local.aws.Xml;
import bucketpass.local.iam.AuthorizationRequest;
import bucketpass.local.iam.Decision;
import bucketpass.local.iam.MalformedPolicyException;
import bucketpass.local.iam.PolicyDocument;
import bucketpass.local.iam.PolicyKind;
import bucketpass.local.template.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The five calls of IAM that read a role, and read and change its inline policies. */
public final class IamServlet extends QueryServlet {
  private static final long serialVersionUID = 1L;

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");
  private static final Set<String> ROLE = Set.of("Action", "Version", "RoleName");
  private static final Set<String> POLICY = Set.of("Action", "Version", "RoleName", "PolicyName");
  private static final Set<String> DOCUMENT =
      Set.of("Action", "Version", "RoleName", "PolicyName", "PolicyDocument");

  /** {@code MaxSessionDuration} of the template's roles, in seconds. */
  private static final int LONGEST_SESSION = 3_600;

  private final transient Account account;
  private final Instant created;

  /** An IAM for this account. AWS's is in us-east-1 alone, wherever the caller is. */
  public IamServlet(Account account) {
    super(account, "iam", "us-east-1", "2010-05-08");
    this.account = account;
    this.created = account.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  protected String answer(String action, Session caller, Form form, String requestId) {
    return switch (action) {
      case "GetRole" -> {
        Role role = role(action, caller, form, ROLE).role();
        yield answer(action, requestId, xml -> role(role, xml));
      }
      case "ListRolePolicies" -> {
        RolePolicies policies = role(action, caller, form, ROLE);
        yield answer(action, requestId, xml -> names(policies, xml));
      }
      case "GetRolePolicy" -> {
        RolePolicies policies = role(action, caller, form, POLICY);
        String name = form.required("PolicyName");
        PolicyDocument policy = policies.find(name).orElseThrow(() -> noPolicy(name));
        yield answer(action, requestId, xml -> policy(policies, name, policy, xml));
      }
      case "PutRolePolicy" -> {
        RolePolicies policies = role(action, caller, form, DOCUMENT);
        policies.put(name(form), document(form.required("PolicyDocument")));
        yield answer(action, requestId);
      }
      case "DeleteRolePolicy" -> {
        RolePolicies policies = role(action, caller, form, POLICY);
        String name = form.required("PolicyName");
        if (!policies.remove(name)) {
          throw noPolicy(name);
        }
        yield answer(action, requestId);
      }
      default -> throw unknown(action);
    };
  }

  /** The role that the form names, once the caller may do this to it. */
  private RolePolicies role(String action, Session caller, Form form, Set<String> fields) {
    form.allowOnly(fields, name -> false);
    String name = form.required("RoleName");
    Optional<RolePolicies> role = account.role(name);
    String arn =
        role.map(found -> found.role().arn())
            .orElse(
                "arn:%s:iam::%s:role/%s"
                    .formatted(account.partition(), account.template().account(), name));
    AuthorizationRequest asked = new AuthorizationRequest("iam:" + action, arn, caller.context());
    if (account.permissions(caller).decide(asked, Optional.empty()) != Decision.ALLOW) {
      throw new AwsError(
          403,
          "AccessDenied",
          "User: %s is not authorized to perform: iam:%s on resource: role %s"
              .formatted(caller.arn(), action, name));
    }
    return role.orElseThrow(
        () ->
            new AwsError(
                404, "NoSuchEntity", "The role with name %s cannot be found.".formatted(name)));
  }

  private static String name(Form form) {
    String name = form.required("PolicyName");
    if (!NAME.matcher(name).matches()) {
      throw new AwsError(
          400,
          "ValidationError",
          "The specified value for policyName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-");
    }
    return name;
  }

  private static PolicyDocument document(String json) {
    try {
      return PolicyDocument.parse(json, PolicyKind.IDENTITY);
    } catch (MalformedPolicyException e) {
      throw new AwsError(400, "MalformedPolicyDocument", e.getMessage());
    }
  }

  private static AwsError noPolicy(String name) {
    return new AwsError(
        404, "NoSuchEntity", "The role policy with name %s cannot be found.".formatted(name));
  }

  private void role(Role role, Xml xml) {
    xml.open("Role")
        .element("Path", "/")
        .element("RoleName", role.name())
        .element("RoleId", Account.idOf(role))
        .element("Arn", role.arn())
        .element("CreateDate", created.toString())
        .element("AssumeRolePolicyDocument", Encoding.encode(role.trust().json()))
        .element("MaxSessionDuration", Integer.toString(LONGEST_SESSION))
        .close();
  }

  private static void names(RolePolicies policies, Xml xml) {
    xml.open("PolicyNames");
    policies.names().forEach(name -> xml.element("member", name));
    xml.close().element("IsTruncated", "false");
  }

  private static void policy(RolePolicies policies, String name, PolicyDocument policy, Xml xml) {
    xml.element("RoleName", policies.role().name())
        .element("PolicyName", name)
        .element("PolicyDocument", Encoding.encode(policy.json()));
  }

  private String answer(String action, String requestId, Consumer<Xml> result) {
    Xml xml = open(action + "Response").open(action + "Result");
    result.accept(xml);
    return end(xml.close(), requestId);
  }

  /** Of a call that has no result. */
  private String answer(String action, String requestId) {
    return end(open(action + "Response"), requestId);
  }

  private static String end(Xml xml, String requestId) {
    return xml.open("ResponseMetadata").element("RequestId", requestId).end();
  }
}
