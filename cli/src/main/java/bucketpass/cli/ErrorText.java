package bucketpass.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * An error as one line for the person at the shell: what was wrong and, where known, what to do.
 */
final class ErrorText {

  private static final String CHECK_KEYS =
      "check which AWS credentials are in use: bucketpass whoami";

  private static final Map<String, String> ADVICE =
      Map.of(
          "ExpiredToken", "get new credentials",
          "ExpiredTokenException", "get new credentials",
          "InvalidAccessKeyId", CHECK_KEYS,
          "InvalidClientTokenId", CHECK_KEYS,
          "NoSuchBucket", "check the bucket's name and --region",
          "SignatureDoesNotMatch", "check the secret access key",
          "Throttling", "try again in a moment",
          "ThrottlingException", "try again in a moment");

  private ErrorText() {}

  static String of(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof CommandFailed) {
        return cause.getMessage();
      }
      if (cause instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
        return answered(aws.awsErrorDetails());
      }
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return "could not connect: " + cause.getMessage() + " (check the endpoint and the network)";
      }
    }
    if (error instanceof SdkClientException
        || error instanceof IOException
        || error instanceof UncheckedIOException) {
      return local(error.getMessage() == null ? error.toString() : error.getMessage());
    }
    return "failed unexpectedly: " + error + " (--debug shows where)";
  }

  private static String answered(AwsErrorDetails details) {
    String advice = ADVICE.get(details.errorCode());
    return "%s refused: %s: %s%s"
        .formatted(
            details.serviceName().toUpperCase(Locale.ROOT),
            details.errorCode(),
            details.errorMessage(),
            advice == null ? "" : " (" + advice + ")");
  }

  private static String local(String message) {
    return message.startsWith("Unable to load credentials")
        ? "found no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        : message;
  }
}
