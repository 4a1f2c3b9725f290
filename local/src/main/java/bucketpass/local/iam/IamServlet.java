package bucketpass.local.iam;

import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.account.InlinePolicies;
import bucketpass.local.policy.AuthorizationRequest;
import bucketpass.local.policy.MalformedPolicyException;
import bucketpass.local.policy.PolicyDecision;
import bucketpass.local.policy.PolicyDocument;
import bucketpass.local.policy.PolicyKind;
import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.FormParameters;
import bucketpass.local.protocol.QueryServlet;
import bucketpass.local.protocol.UriEncoding;
import bucketpass.local.protocol.XmlWriter;
import bucketpass.local.template.RoleDefinition;
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
  protected String answer(String action, AwsSession caller, FormParameters form, String requestId) {
    return switch (action) {
      case "GetRole" -> {
        RoleDefinition role = role(action, caller, form, ROLE).role();
        yield answer(action, requestId, xml -> role(role, xml));
      }
      case "ListRolePolicies" -> {
        InlinePolicies policies = role(action, caller, form, ROLE);
        yield answer(action, requestId, xml -> names(policies, xml));
      }
      case "GetRolePolicy" -> {
        InlinePolicies policies = role(action, caller, form, POLICY);
        String name = form.required("PolicyName");
        PolicyDocument policy = policies.find(name).orElseThrow(() -> noPolicy(name));
        yield answer(action, requestId, xml -> policy(policies, name, policy, xml));
      }
      case "PutRolePolicy" -> {
        InlinePolicies policies = role(action, caller, form, DOCUMENT);
        if (!policies.put(name(form), document(form.required("PolicyDocument")))) {
          throw new AwsErrorException(
              409,
              "LimitExceeded",
              "Maximum policy size of %d bytes exceeded for role %s"
                  .formatted(InlinePolicies.MAX_CHARACTERS, policies.role().name()));
        }
        yield answer(action, requestId);
      }
      case "DeleteRolePolicy" -> {
        InlinePolicies policies = role(action, caller, form, POLICY);
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
  private InlinePolicies role(
      String action, AwsSession caller, FormParameters form, Set<String> fields) {
    form.allowOnly(fields, name -> false);
    String name = form.required("RoleName");
    Optional<InlinePolicies> role = account.role(name);
    String arn =
        role.map(found -> found.role().arn())
            .orElse(
                "arn:%s:iam::%s:role/%s"
                    .formatted(account.partition(), account.template().account(), name));
    AuthorizationRequest asked = new AuthorizationRequest("iam:" + action, arn, caller.context());
    if (account.permissions(caller).decide(asked, Optional.empty()) != PolicyDecision.ALLOW) {
      throw new AwsErrorException(
          403,
          "AccessDenied",
          "User: %s is not authorized to perform: iam:%s on resource: role %s"
              .formatted(caller.arn(), action, name));
    }
    return role.orElseThrow(
        () ->
            new AwsErrorException(
                404, "NoSuchEntity", "The role with name %s cannot be found.".formatted(name)));
  }

  private static String name(FormParameters form) {
    String name = form.required("PolicyName");
    if (!NAME.matcher(name).matches()) {
      throw new AwsErrorException(
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
      throw new AwsErrorException(400, "MalformedPolicyDocument", e.getMessage());
    }
  }

  private static AwsErrorException noPolicy(String name) {
    return new AwsErrorException(
        404, "NoSuchEntity", "The role policy with name %s cannot be found.".formatted(name));
  }

  private void role(RoleDefinition role, XmlWriter xml) {
    xml.open("Role")
        .element("Path", "/")
        .element("RoleName", role.name())
        .element("RoleId", Account.idOf(role))
        .element("Arn", role.arn())
        .element("CreateDate", created.toString())
        .element("AssumeRolePolicyDocument", UriEncoding.encode(role.trust().json()))
        .element("MaxSessionDuration", Integer.toString(LONGEST_SESSION))
        .close();
  }

  private static void names(InlinePolicies policies, XmlWriter xml) {
    xml.open("PolicyNames");
    policies.names().forEach(name -> xml.element("member", name));
    xml.close().element("IsTruncated", "false");
  }

  private static void policy(
      InlinePolicies policies, String name, PolicyDocument policy, XmlWriter xml) {
    xml.element("RoleName", policies.role().name())
        .element("PolicyName", name)
        .element("PolicyDocument", UriEncoding.encode(policy.json()));
  }

  private String answer(String action, String requestId, Consumer<XmlWriter> result) {
    XmlWriter xml = open(action + "Response").open(action + "Result");
    result.accept(xml);
    return end(xml.close(), requestId);
  }

  /** Of a call that has no result. */
  private String answer(String action, String requestId) {
    return end(open(action + "Response"), requestId);
  }

  private static String end(XmlWriter xml, String requestId) {
    return xml.open("ResponseMetadata").element("RequestId", requestId).end();
  }
}
