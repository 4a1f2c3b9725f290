package bucketpass.cli;

import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * An error as one line for the person at the shell: what was wrong and, where known, what to do.
 */
final class ErrorText {

  private static final Map<String, String> ADVICE =
      Map.of(
          "ExpiredToken", "get new credentials",
          "ExpiredTokenException", "get new credentials",
          "InvalidAccessKeyId", "check which AWS credentials are in use (bucketpass whoami)",
          "InvalidClientTokenId", "check which AWS credentials are in use (bucketpass whoami)",
          "NoSuchBucket", "check the bucket's name and --region",
          "SignatureDoesNotMatch", "check the secret access key",
          "Throttling", "try again in a moment",
          "ThrottlingException", "try again in a moment");

  private ErrorText() {}

  static String of(Throwable error) {
    if (error instanceof CommandFailed) {
      return error.getMessage();
    }
    if (error instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      return answered(aws.awsErrorDetails());
    }
    if (error instanceof SdkClientException || error instanceof IOException) {
      return local(error);
    }
    return "failed unexpectedly: " + error + " (--debug shows where)";
  }

  private static String answered(AwsErrorDetails details) {
    String code = details.errorCode();
    String advice = ADVICE.containsKey(code) ? " (" + ADVICE.get(code) + ")" : "";
    return "%s refused: %s: %s%s"
        .formatted(details.serviceName(), code, details.errorMessage(), advice);
  }

  private static String local(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    if (message.startsWith("Unable to load credentials")) {
      return "found no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY";
    }
    Throwable cause = error;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    if (cause instanceof java.net.ConnectException
        || cause instanceof java.net.UnknownHostException) {
      return "could not connect: " + cause.getMessage() + " (check the endpoint and the network)";
    }
    return message;
  }
}
