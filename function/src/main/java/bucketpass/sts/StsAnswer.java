package bucketpass.sts;

import bucketpass.json.Timestamp;
import bucketpass.outcome.Outcome;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** STS's XML answer, as the text of each of its innermost elements. */
record StsAnswer(int status, Map<String, String> texts) {

  /** An answer that is not whole, or not what STS answers. */
  static final class Garbled extends IOException {
    private static final long serialVersionUID = 1;

    Garbled(String message) {
      super(message);
    }
  }

  /**
   * @throws Garbled if the text is not whole and well-formed, unless the status tells enough
   */
  static StsAnswer read(int status, byte[] xml) throws Garbled {
    Map<String, String> texts = new HashMap<>();
    try {
      StsXml.read(xml, texts);
    } catch (Garbled e) {
      // A 5xx from what stands before STS may have any body.
      if (status < 500) {
        throw new Garbled("an answer that is not well-formed XML, with status " + status);
      }
    }
    return new StsAnswer(status, texts);
  }

  /** The credentials in an answer that {@link #succeeded}, or {@code StsFailed}. */
  Outcome<VendedCredentials> credentials(AssumeRoleRequest request) {
    if (!texts.getOrDefault("Arn", "").endsWith("/" + request.sessionName())) {
      return StsErrors.failed("credentials of another session than the one asked for");
    }
    try {
      return Outcome.ok(
          new VendedCredentials(
              required("AccessKeyId"),
              required("SecretAccessKey"),
              required("SessionToken"),
              Timestamp.parse(required("Expiration")),
              account(request.roleArn()),
              Integer.parseInt(texts.getOrDefault("PackedPolicySize", "0")),
              Duration.ofSeconds(request.seconds()),
              false));
    } catch (Garbled | DateTimeException | IllegalArgumentException e) {
      return StsErrors.failed("an answer without what it must hold: " + e.getMessage());
    }
  }

  private String required(String element) throws Garbled {
    String text = texts.getOrDefault(element, "");
    if (text.isEmpty()) {
      throw new Garbled("no " + element);
    }
    return text;
  }

  /** {@code arn:aws:iam::123456789012:role/…} */
  private static String account(String roleArn) {
    return roleArn.split(":", 6)[4];
  }

  String code() {
    return texts.getOrDefault("Code", "");
  }

  String message() {
    return texts.getOrDefault("Message", "");
  }

  boolean succeeded() {
    return status == 200;
  }

  /** Holds a secret where it succeeded. */
  @Override
  public String toString() {
    return "StsAnswer[" + status + " " + code() + "]";
  }
}
