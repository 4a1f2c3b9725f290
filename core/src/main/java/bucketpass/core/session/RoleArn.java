package bucketpass.core.session;

/**
 * The parts of a role's ARN, {@code arn:PARTITION:iam::ACCOUNT:role/PATH/NAME}.
 *
 * @param partition {@code aws}, or that of another group of regions, such as {@code aws-cn}
 * @param account the 12 digits of the account
 * @param name the path, if there is one, and the name
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns">IAM
 *     ARNs</a>
 */
public record RoleArn(String partition, String account, String name) {

  private static final String ROLE = "role/";

  /**
   * Parses an ARN.
   *
   * @throws IllegalArgumentException if it is not a role's
   */
  public static RoleArn parse(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6
        || !parts[0].equals("arn")
        || !parts[2].equals("iam")
        || !parts[5].startsWith(ROLE)) {
      throw new IllegalArgumentException("not the ARN of a role");
    }
    return new RoleArn(parts[1], parts[4], parts[5].substring(ROLE.length()));
  }
}
