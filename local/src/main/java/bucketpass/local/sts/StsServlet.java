package bucketpass.local.sts;

import bucketpass.local.account.Account;
import bucketpass.local.account.AwsSession;
import bucketpass.local.protocol.FormParameters;
import bucketpass.local.protocol.QueryServlet;
import bucketpass.local.protocol.XmlWriter;
import java.time.Duration;
import java.util.Set;

/** The two calls of STS that the application needs. */
public final class StsServlet extends QueryServlet {
  private static final long serialVersionUID = 1L;

  private final transient Account account;
  private final transient AssumeRoleOperation assumeRole;

  /**
   * An STS for this account.
   *
   * @param shortestSession 15 minutes as on AWS, less for tests alone
   */
  public StsServlet(Account account, Duration shortestSession) {
    super(account, "sts", account.template().region(), "2011-06-15");
    this.account = account;
    this.assumeRole = new AssumeRoleOperation(account, shortestSession);
  }

  @Override
  protected String answer(String action, AwsSession caller, FormParameters form, String requestId) {
    return switch (action) {
      case "AssumeRole" -> assumed(assumeRole.call(caller, AssumeRoleInput.of(form)), requestId);
      case "GetCallerIdentity" -> {
        form.allowOnly(Set.of("Action", "Version"), name -> false);
        yield identity(caller, requestId);
      }
      default -> throw unknown(action);
    };
  }

  private String assumed(AssumeRoleOperation.Assumed assumed, String requestId) {
    AwsSession session = assumed.session();
    XmlWriter xml = open("AssumeRoleResponse").open("AssumeRoleResult");
    session.sourceIdentity().ifPresent(id -> xml.element("SourceIdentity", id));
    return xml.open("AssumedRoleUser")
        .element("AssumedRoleId", session.userId())
        .element("Arn", session.arn())
        .close()
        .open("Credentials")
        .element("AccessKeyId", session.keys().accessKeyId())
        .element("SecretAccessKey", session.keys().secretAccessKey())
        .element("SessionToken", session.keys().sessionToken().orElseThrow())
        .element("Expiration", session.expiration().orElseThrow().toString())
        .close()
        .element("PackedPolicySize", Integer.toString(assumed.packedPolicySize()))
        .close()
        .open("ResponseMetadata")
        .element("RequestId", requestId)
        .end();
  }

  private String identity(AwsSession caller, String requestId) {
    return open("GetCallerIdentityResponse")
        .open("GetCallerIdentityResult")
        .element("Arn", caller.arn())
        .element("UserId", caller.userId())
        .element("Account", account.template().account())
        .close()
        .open("ResponseMetadata")
        .element("RequestId", requestId)
        .end();
  }
}
