package bucketpass.local.policy;

import java.util.List;

/** A policy, read strictly. */
public final class PolicyDocument {
  private final String json;
  private final PolicyKind kind;
  private final List<Statement> statements;

  PolicyDocument(String json, PolicyKind kind, List<Statement> statements) {
    this.json = json;
    this.kind = kind;
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads a policy of the kind that its statements show.
   *
   * @throws MalformedPolicyException when IAM would refuse it, or its statements are of several
   *     kinds
   */
  public static PolicyDocument parse(String json) {
    return PolicyParser.read(json);
  }

  /**
   * Reads a policy that must be of this kind.
   *
   * @throws MalformedPolicyException when IAM would refuse it there
   */
  public static PolicyDocument parse(String json, PolicyKind kind) {
    PolicyDocument policy = parse(json);
    if (policy.kind != kind) {
      throw new MalformedPolicyException(
          "its Principal and Resource elements are not those of a policy of kind " + kind);
    }
    return policy;
  }

  /** The text it was read from. */
  public String json() {
    return json;
  }

  /** Where it can be attached. */
  public PolicyKind kind() {
    return kind;
  }

  List<Statement> statements() {
    return statements;
  }
}
