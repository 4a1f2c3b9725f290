package bucketpass.local.policy;

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
    String[] parts = roleArn.split(":", 6);
    if (parts.length != 6 || !parts[5].startsWith("role/")) {
      throw new IllegalArgumentException("not the ARN of a role: " + roleArn);
    }
    String name = parts[5].substring(parts[5].lastIndexOf('/') + 1);
    String arn =
        "arn:%s:sts::%s:assumed-role/%s/%s".formatted(parts[1], parts[4], name, sessionName);
    return new RequestPrincipal("AWS", roleArn, Optional.of(arn), parts[4]);
  }
}
