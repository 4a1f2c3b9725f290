package bucketpass.function;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** From a grant to the policy's text, beside the same statements with iam-policy-builder. */
@State(Scope.Benchmark)
public class PolicyBenchmark {

  private final Example example = new Example();

  @Benchmark
  public Object bucketpass() {
    return example.policy(example.grant()).json();
  }

  @Benchmark
  public Object peer() {
    String prefix = example.grant().prefix().value();
    String bucketArn = "arn:aws:s3:::" + example.settings.bucket();
    String keys = bucketArn + "/" + prefix + "*";
    return IamPolicy.builder()
        .addStatement(allow(bucketArn, "s3:GetBucketLocation"))
        .addStatement(
            allow(bucketArn, "s3:ListBucket").toBuilder()
                .addCondition(IamConditionOperator.STRING_LIKE, "s3:prefix", prefix + "*")
                .build())
        .addStatement(
            allow(
                keys,
                "s3:GetObject",
                "s3:GetObjectAcl",
                "s3:GetObjectLegalHold",
                "s3:GetObjectRetention",
                "s3:GetObjectTagging"))
        .addStatement(allow(keys, "s3:PutObject", "s3:DeleteObject"))
        .addStatement(allow(keys, "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"))
        .build()
        .toJson();
  }

  private static IamStatement allow(String resource, String... actions) {
    IamStatement.Builder statement = IamStatement.builder().effect(IamEffect.ALLOW);
    List.of(actions).forEach(statement::addAction);
    return statement.addResource(resource).build();
  }
}
