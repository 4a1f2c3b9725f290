package bucketpass.cli.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** The forms that credentials can be printed in. */
public enum CredentialsFormat {
  /** What the AWS CLI and the SDKs read from a {@code credential_process}. */
  JSON {
    @Override
    public String text(AwsSessionCredentials keys) {
      return PrettyJson.pretty(json(keys)) + "\n";
    }
  },
  /** A section of {@code ~/.aws/credentials}. */
  INI {
    @Override
    public String text(AwsSessionCredentials keys) {
      return """
          [default]
          aws_access_key_id=%s
          aws_secret_access_key=%s
          aws_session_token=%s
          """
          .formatted(
              line(keys.accessKeyId()), line(keys.secretAccessKey()), line(keys.sessionToken()));
    }
  },
  /** For a shell's {@code eval}; quoted, since what STS answers is not ours to trust. */
  ENV {
    @Override
    public String text(AwsSessionCredentials keys) {
      return """
          export AWS_ACCESS_KEY_ID=%s
          export AWS_SECRET_ACCESS_KEY=%s
          export AWS_SESSION_TOKEN=%s
          """
          .formatted(
              ShellQuoting.quote(keys.accessKeyId()),
              ShellQuoting.quote(keys.secretAccessKey()),
              ShellQuoting.quote(keys.sessionToken()));
    }
  };

  public abstract String text(AwsSessionCredentials keys);

  /**
   * Returns a value that stays on its line. A line break would let the sender of the value add
   * settings to the user's file, such as a {@code credential_process}.
   */
  private static String line(String value) {
    if (!value.equals(Terminal.escape(value)) || !value.equals(value.strip())) {
      throw new CommandFailedException(
          "the credentials hold a control character: none were printed");
    }
    return value;
  }

  public static ObjectNode json(AwsSessionCredentials keys) {
    ObjectNode json =
        PrettyJson.MAPPER
            .createObjectNode()
            .put("Version", 1)
            .put("AccessKeyId", keys.accessKeyId())
            .put("SecretAccessKey", keys.secretAccessKey())
            .put("SessionToken", keys.sessionToken());
    keys.expirationTime().ifPresent(end -> json.put("Expiration", end.toString()));
    keys.accountId().ifPresent(account -> json.put("AccountId", account));
    return json;
  }
}
