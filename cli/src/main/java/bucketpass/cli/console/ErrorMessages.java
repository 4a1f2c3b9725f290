package bucketpass.cli.console;

import bucketpass.client.BucketpassException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * An error as one line for the person at the shell: what was wrong and, where known, what to do.
 *
 * <p>Messages are passed on only from exceptions whose text is known to hold no secret. A message
 * of the JDK or of Jackson may quote the very value that was wrong, such as a token.
 */
public final class ErrorMessages {

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

  private ErrorMessages() {}

  public static String of(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return Terminal.escape(
        causes.stream()
            .map(ErrorMessages::known)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseGet(() -> unknown(error, causes)));
  }

  private static Optional<String> known(Throwable cause) {
    if (cause instanceof CommandFailedException) {
      return Optional.of(cause.getMessage());
    }
    if (cause instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      return Optional.of(refused(aws.awsErrorDetails()));
    }
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return Optional.of(
          "could not connect: the host is unknown (check the endpoint and the network)");
    }
    if (cause instanceof ConnectException) {
      return Optional.of(
          "could not connect: nothing listens there (check the endpoint and the network)");
    }
    if (cause instanceof BindException) {
      return Optional.of("could not listen: the port is in use or not allowed (choose another)");
    }
    if (cause instanceof FileSystemException file) {
      return Optional.of(
          "could not use the file '%s' (%s)".formatted(file.getFile(), simpleName(cause)));
    }
    return Optional.empty();
  }

  private static String unknown(Throwable error, List<Throwable> causes) {
    if (error instanceof BucketpassException) {
      return error.getMessage();
    }
    if (error instanceof SdkClientException) {
      return ofSdk(error, causes);
    }
    Throwable root = causes.get(causes.size() - 1);
    return error instanceof IOException || error instanceof UncheckedIOException
        ? "could not read or write: %s (check endpoint, network and disk; --debug shows where)"
            .formatted(simpleName(root))
        : "failed unexpectedly: " + error.getClass().getName() + " (--debug shows where)";
  }

  /** The SDK repeats the message of its cause, which is another's. */
  private static String ofSdk(Throwable error, List<Throwable> causes) {
    String message = String.valueOf(error.getMessage());
    if (message.startsWith("Unable to load credentials")) {
      return "found no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    }
    return causes.stream().allMatch(SdkClientException.class::isInstance)
        ? message
        : "could not call AWS: %s (check endpoint, network and profile; --debug shows where)"
            .formatted(simpleName(causes.get(causes.size() - 1)));
  }

  private static String refused(AwsErrorDetails details) {
    String advice = ADVICE.get(details.errorCode());
    return "%s refused: %s: %s%s"
        .formatted(
            details.serviceName().toUpperCase(Locale.ROOT),
            details.errorCode(),
            details.errorMessage(),
            advice == null ? "" : " (" + advice + ")");
  }

  private static String simpleName(Throwable error) {
    return error.getClass().getSimpleName();
  }
}
