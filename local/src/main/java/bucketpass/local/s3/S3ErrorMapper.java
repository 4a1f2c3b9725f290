package bucketpass.local.s3;

import bucketpass.local.protocol.AwsErrorException;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Puts into S3's words what S3Proxy throws, some of which it knows by its status alone. */
final class S3ErrorMapper {
  private S3ErrorMapper() {}

  /** The refusal that an exception of the store stands for; rethrows what is a fault. */
  static AwsErrorException of(Exception e, ParsedS3Request call) throws IOException {
    if (e instanceof AwsErrorException refused) {
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
      return new AwsErrorException(501, "NotImplemented", "The local S3 does not do this.");
    }
    if (e instanceof IllegalArgumentException) {
      return new AwsErrorException(400, "InvalidArgument", "Invalid Argument");
    }
    Throwables.throwIfInstanceOf(e, IOException.class);
    throw (RuntimeException) e;
  }

  /** The error for a response that would need a character that XML cannot hold. */
  static AwsErrorException unspeakable() {
    return new AwsErrorException(
        501,
        "NotImplemented",
        "The answer has a character that XML cannot hold. A listing takes encoding-type=url.");
  }

  private static AwsErrorException of(AwsServiceException e, ParsedS3Request call) {
    String code = S3Exceptions.errorCode(e);
    if (code != null) {
      String message = e.awsErrorDetails().errorMessage();
      return new AwsErrorException(e.statusCode(), code, message == null ? code : message);
    }
    return switch (e.statusCode()) {
      case 412 -> preconditionFailed(call);
      case 416 ->
          new AwsErrorException(416, "InvalidRange", "The requested range is not satisfiable");
      case 405 ->
          new AwsErrorException(
              405,
              "MethodNotAllowed",
              "The specified method is not allowed against this resource.");
      case 400 -> new AwsErrorException(400, "BadDigest", "The body is not what its digest says.");
      default -> new AwsErrorException(e.statusCode(), "InternalError", "The store failed.");
    };
  }

  /** A read whose condition says that the reader has it already is not an error. */
  private static AwsErrorException preconditionFailed(ParsedS3Request call) {
    boolean read = call.request().method().equals("GET") || call.request().method().equals("HEAD");
    boolean conditional =
        call.request().header("if-none-match").isPresent()
            || call.request().header("if-modified-since").isPresent();
    return read && conditional && call.request().header("if-match").isEmpty()
        ? new AwsErrorException(304, "NotModified", "Not Modified")
        : new AwsErrorException(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold");
  }
}
