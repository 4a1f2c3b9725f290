package bucketpass.cli.verify;

import bucketpass.cli.console.CheckedUri;
import bucketpass.cli.console.PrettyJson;
import bucketpass.cli.options.AwsOptions;
import bucketpass.cli.options.PolicyNames;
import bucketpass.core.place.AccessLevel;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.S3Client;

/** Proves a deployed stack: what is vended reaches the caller's prefix, and nothing else. */
@Command(
    name = "verify",
    description = "Try what vended credentials can reach, and compare it with what they may.",
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {

  private static final String WHOAMI = "the API's response to whoami";

  @Spec private CommandSpec spec;
  @Mixin private AwsOptions aws;

  @Option(
      names = "--api",
      required = true,
      paramLabel = "URL",
      defaultValue = "${env:BUCKETPASS_API}",
      description = "The stack's output ApiUrl (also BUCKETPASS_API).")
  private URI api;

  @Option(
      names = "--token",
      arity = "1",
      required = true,
      paramLabel = "T",
      description = "A caller's token; a second one names another caller, whose prefix is tried.")
  private List<String> tokens;

  @Option(
      names = "--expired-token",
      paramLabel = "T",
      description = "A token that has ended, which the API must refuse.")
  private String expired;

  @Option(
      names = "--role-arn",
      paramLabel = "R",
      description =
          "Also try the role's own policy alone: assume it with your AWS credentials and a session"
              + " policy that allows everything.")
  private String roleArn;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ApiProbes caller = new ApiProbes(CheckedUri.api(api), tokens.get(0));
    JsonNode me = caller.whoami();
    String prefix = PrettyJson.text(me, "Prefix", WHOAMI);
    String other =
        tokens.size() > 1
            ? PrettyJson.text(new ApiProbes(api, tokens.get(1)).whoami(), "Prefix", WHOAMI)
            : "bucketpass-verify-other/";
    VerificationTable table = new VerificationTable(spec.commandLine().getOut());
    caller.refusals(other, expired, table);
    Verification verification =
        new Verification(PrettyJson.text(me, "Bucket", WHOAMI), prefix, other, table);
    if (roleArn != null) {
      PolicyNames.role(roleArn);
      try (S3Client operator = aws.s3()) {
        verification.seed(operator, PrefixProbes.outside(prefix, other));
        verification.seed(operator, List.of(prefix));
      }
    }
    for (AccessLevel access : AccessLevel.values()) {
      boolean mayHave = me.path("Accesses").toString().contains("\"" + access.id() + "\"");
      int status = caller.vend(access);
      table.row("the API", "vend " + access.id(), mayHave ? 200 : 403, status);
      if (status == 200) {
        try (S3Client s3 = caller.s3(access, aws)) {
          verification.seed(s3, List.of(prefix));
          verification.run(access.id(), access, s3);
        }
      }
    }
    if (roleArn != null) {
      RoleOnlySession role = new RoleOnlySession(aws, roleArn, prefix);
      for (AccessLevel access : AccessLevel.values()) {
        try (S3Client s3 = role.s3(access)) {
          verification.run("the role, " + access.id(), access, s3);
        }
      }
    }
    verification.end();
    clean(verification, caller);
    return table.end();
  }

  private void clean(Verification verification, ApiProbes caller)
      throws IOException, InterruptedException {
    if (caller.vend(AccessLevel.READ_WRITE) == 200) {
      try (S3Client s3 = caller.s3(AccessLevel.READ_WRITE, aws)) {
        verification.clean(s3);
      }
    }
    if (roleArn != null) {
      try (S3Client operator = aws.s3()) {
        verification.clean(operator);
      }
    }
    if (!verification.left().isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("Left behind, since nobody here may delete them: " + verification.left());
    }
  }
}
