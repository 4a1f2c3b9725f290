package bucketpass.local.s3;

import bucketpass.local.aws.AwsError;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Puts into S3's words what S3Proxy throws, some of which it knows by its status alone. */
final class StoreRefusal {
  private StoreRefusal() {}

  /** The refusal that an exception of the store stands for; rethrows what is a fault. */
  static AwsError of(Exception e, S3Call call) throws IOException {
    if (e instanceof AwsError refused) {
      return refused;
    }
    Optional<AwsServiceException> cause =
        Throwables.getCausalChain(e).stream()
            .filter(AwsServiceException.class::isInstance)
            .map(AwsServiceException.class::cast)
            .findFirst();
    if (cause.isPresent()) {
      return of(cause.get(), call);
    }
    if (Throwables.getCausalChain(e).stream().anyMatch(XMLStreamException.class::isInstance)) {
      return unspeakable();
    }
    if (e instanceof UnsupportedOperationException) {
      return new AwsError(501, "NotImplemented", "The local S3 does not do this.");
    }
    if (e instanceof IllegalArgumentException) {
      return new AwsError(400, "InvalidArgument", "Invalid Argument");
    }
    Throwables.throwIfInstanceOf(e, IOException.class);
    throw (RuntimeException) e;
  }

  /** For an answer that would need a character that XML cannot hold. */
  static AwsError unspeakable() {
    return new AwsError(
        501,
        "NotImplemented",
        "The answer has a character that XML cannot hold. A listing takes encoding-type=url.");
  }

  private static AwsError of(AwsServiceException e, S3Call call) {
    String code = S3Exceptions.errorCode(e);
    if (code != null) {
      String message = e.awsErrorDetails().errorMessage();
      return new AwsError(e.statusCode(), code, message == null ? code : message);
    }
    return switch (e.statusCode()) {
      case 412 -> preconditionFailed(call);
      case 416 -> new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
      case 405 ->
          new AwsError(
              405,
              "MethodNotAllowed",
              "The specified method is not allowed against this resource.");
      case 400 -> new AwsError(400, "BadDigest", "The body is not what its digest says.");
      default -> new AwsError(e.statusCode(), "InternalError", "The store failed.");
    };
  }

  /** A read whose condition says that the reader has it already is not an error. */
  private static AwsError preconditionFailed(S3Call call) {
    boolean read = call.request().method().equals("GET") || call.request().method().equals("HEAD");
    boolean conditional =
        call.request().header("if-none-match").isPresent()
            || call.request().header("if-modified-since").isPresent();
    return read && conditional && call.request().header("if-match").isEmpty()
        ? new AwsError(304, "NotModified", "Not Modified")
        : new AwsError(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold");
  }
}
