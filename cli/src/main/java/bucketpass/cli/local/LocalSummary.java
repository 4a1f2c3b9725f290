package bucketpass.cli.local;

import bucketpass.cli.console.PrettyJson;
import bucketpass.cli.login.DevTokenClient;
import bucketpass.local.LocalApplication;
import bucketpass.local.account.OperatorKeys;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where everything of a running local application is. Not in the command itself: picocli looks at
 * each method of a command's class, and {@code --help} runs without the local application's jars.
 */
final class LocalSummary {

  private LocalSummary() {}

  static String of(LocalApplication application) {
    return """
        Bucketpass is running: a development stack, on this machine, that keeps nothing.

          Page     %s
          API      %s
          Issuer   %s
          STS      %s
          S3       %s (bucket %s in %s)
          IAM      %s

        Users: alice and bob, and rita, who may only read. Each password is the name.

          curl -H "Authorization: $(./bucketpass token --user alice%s)" %s/credentials

        Ctrl-C stops it.
        """
        .formatted(
            application.web(),
            application.api(),
            application.issuer(),
            application.sts(),
            application.s3(),
            application.bucket(),
            application.region(),
            application.iam(),
            application.issuer().equals(DevTokenClient.DEFAULT_ISSUER)
                ? ""
                : " --issuer " + application.issuer(),
            application.api());
  }

  static String json(LocalApplication application) {
    OperatorKeys operator = application.operator();
    ObjectNode line = PrettyJson.MAPPER.createObjectNode();
    line.put("web", application.web().toString());
    line.put("api", application.api().toString());
    line.put("issuer", application.issuer().toString());
    line.put("sts", application.sts().toString());
    line.put("s3", application.s3().toString());
    line.put("iam", application.iam().toString());
    line.put("bucket", application.bucket());
    line.put("region", application.region());
    line.put("roleArn", application.roleArn());
    line.put("clientId", application.clientId());
    line.put("accessKeyId", operator.accessKeyId());
    line.put("secretAccessKey", operator.secretAccessKey());
    return line.toString();
  }
}
