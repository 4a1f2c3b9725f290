package bucketpass.cli;

import bucketpass.cli.console.PrettyJson;
import bucketpass.cli.options.ApiOptions;
import bucketpass.cli.options.AwsOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Says who one is: to AWS, or to the API. */
@Command(
    name = "whoami",
    description = "Say who your AWS credentials are; with --api, who the API takes you for.",
    mixinStandardHelpOptions = true)
final class WhoamiCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private AwsOptions aws;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Object identity = api.isGiven() ? api.call().get("whoami") : operator();
    spec.commandLine().getOut().println(PrettyJson.pretty(identity));
    return 0;
  }

  private Map<String, String> operator() {
    try (StsClient sts = aws.sts()) {
      GetCallerIdentityResponse identity = sts.getCallerIdentity();
      Map<String, String> members = new LinkedHashMap<>();
      members.put("UserId", identity.userId());
      members.put("Account", identity.account());
      members.put("Arn", identity.arn());
      return members;
    }
  }
}
