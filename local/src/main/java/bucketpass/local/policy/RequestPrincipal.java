package bucketpass.local.policy;

import bucketpass.core.session.RoleArn;
import java.util.Optional;

/**
 * Who makes a request.
 *
 * @param type as the Principal element names it: {@code AWS}, {@code Service}, {@code Federated}
 * @param arn the user's or role's ARN, or the service's name. Of a role session: the
 *     <em>role's</em> ARN
 * @param session the ARN of the role session ({@code
 *     arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION}), empty for anything else
 * @param account the twelve digits of the account
 */
public record RequestPrincipal(String type, String arn, Optional<String> session, String account) {

  /** A principal that is no role session. */
  public RequestPrincipal(String type, String arn, String account) {
    this(type, arn, Optional.empty(), account);
  }

  /**
   * The session of a role.
   *
   * @param roleArn {@code arn:PARTITION:iam::ACCOUNT:role/PATH/NAME}; the path is not part of the
   *     session's ARN
   */
  public static RequestPrincipal session(String roleArn, String sessionName) {
    RoleArn role = RoleArn.parse(roleArn);
    String name = role.name().substring(role.name().lastIndexOf('/') + 1);
    String arn =
        "arn:%s:sts::%s:assumed-role/%s/%s"
            .formatted(role.partition(), role.account(), name, sessionName);
    return new RequestPrincipal("AWS", roleArn, Optional.of(arn), role.account());
  }
}
