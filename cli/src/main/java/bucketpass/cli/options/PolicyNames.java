package bucketpass.cli.options;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.client.CredentialField;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.arns.Arn;

/**
 * Names that become parts of a policy's ARNs, where {@code *}, {@code ?} and {@code ${…}} would
 * mean more than one bucket, key or partition. Each is checked where the command line is read.
 */
public final class PolicyNames {

  private static final String PARTITION = "aws(-[a-z]+)*";
  private static final Pattern KMS_KEY =
      Pattern.compile("arn:" + PARTITION + ":kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");

  /** IAM's characters of a role's path and name. */
  private static final Pattern ROLE =
      Pattern.compile("arn:" + PARTITION + ":iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+");

  private PolicyNames() {}

  /**
   * Reads a role's ARN.
   *
   * @throws CommandFailedException if it is not one
   */
  public static Arn role(String text) {
    if (!ROLE.matcher(text).matches()) {
      throw new CommandFailedException(
          "--role-arn is no ARN of a role: give arn:aws:iam::ACCOUNT:role/NAME");
    }
    return Arn.fromString(text);
  }

  /** Reads the name of a bucket. */
  public static final class Bucket implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!CredentialField.BUCKET.matches(text)) {
        throw new TypeConversionException(
            "a bucket's name has 3 to 63 characters of a-z, 0-9, dot and hyphen, starts and ends"
                + " with a letter or digit, and is no IP address");
      }
      return text;
    }
  }

  /** Reads a KMS key's ARN. An alias does not do: IAM compares the key itself. */
  static final class KmsKey implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!KMS_KEY.matcher(text).matches()) {
        throw new TypeConversionException("give arn:aws:kms:REGION:ACCOUNT:key/ID");
      }
      return text;
    }
  }

  /** Reads a partition. */
  public static final class Partition implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!text.matches(PARTITION)) {
        throw new TypeConversionException("give aws, aws-cn, aws-us-gov or another of AWS's");
      }
      return text;
    }
  }
}
