package bucketpass.cli;

import bucketpass.cli.console.PrettyJson;
import bucketpass.cli.options.AwsOptions;
import bucketpass.cli.options.PolicyNames;
import bucketpass.core.session.RoleSessionName;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.iam.IamClient;

/** Takes vended sessions back before they end. */
@Command(
    name = "revoke",
    description =
        "Take back what was vended: sessions issued before now stop working, within some minutes.",
    mixinStandardHelpOptions = true)
final class RevokeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private AwsOptions aws;

  @ArgGroup(multiplicity = "1")
  private Whose whose;

  @Option(
      names = "--role-arn",
      required = true,
      paramLabel = "R",
      defaultValue = "${env:BUCKETPASS_ROLE_ARN}",
      description = "The stack's output VendedRoleArn (also BUCKETPASS_ROLE_ARN).")
  private String roleArn;

  @Option(
      names = "--refuse",
      arity = "0",
      description = "Sessions to come do not work either, and the API refuses, until undone.")
  private boolean refuse;

  @Option(
      names = "--undo",
      arity = "0",
      description = "Give back what was taken back, refusals too; sessions not yet ended work.")
  private boolean undo;

  /** Exactly one of these. */
  static final class Whose {
    @Option(names = "--caller", paramLabel = "SUB", description = "One caller's: the token's sub.")
    private String caller;

    @Option(names = "--all", arity = "0", description = "Everybody's.")
    private boolean all;

    @Option(
        names = "--list",
        arity = "0",
        description = "List what is revoked, and change nothing.")
    private boolean list;
  }

  @Override
  public Integer call() {
    if ((refuse && undo) || (whose.list && (refuse || undo))) {
      throw new ParameterException(
          spec.commandLine(), "--list, --refuse and --undo exclude one another");
    }
    if (whose.caller != null && whose.caller.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--caller is empty: give the token's sub");
    }
    Arn arn = PolicyNames.role(roleArn);
    try (IamClient iam = aws.iam(arn.partition())) {
      RevocationStore revocations = new RevocationStore(iam, arn);
      if (!whose.list) {
        change(revocations);
      }
      spec.commandLine().getOut().println(PrettyJson.pretty(state(revocations)));
    }
    return 0;
  }

  private void change(RevocationStore revocations) {
    Optional<String> caller =
        whose.all ? Optional.empty() : Optional.of(RoleSessionName.of(whose.caller));
    if (undo) {
      revocations.undo(caller);
    } else {
      revocations.add(
          new Revocation(caller, refuse ? Optional.empty() : Optional.of(revocations.now())));
    }
  }

  /** What is taken back now, whoever did it. */
  private static ArrayNode state(RevocationStore revocations) {
    ArrayNode list = PrettyJson.MAPPER.createArrayNode();
    for (Revocation revocation : revocations.list().values()) {
      ObjectNode one = list.addObject();
      one.put("SourceIdentity", revocation.caller().orElse("*"));
      revocation.issuedBefore().ifPresent(time -> one.put("IssuedBefore", time.toString()));
      one.put("Refused", revocation.issuedBefore().isEmpty());
      revocations.end(revocation).ifPresent(time -> one.put("Until", time.toString()));
    }
    return list;
  }
}
