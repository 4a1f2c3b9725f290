package bucketpass.function.sts;

import java.io.IOException;

/** A response that is incomplete, or not STS's. The message quotes nothing of it. */
final class MalformedResponseException extends IOException {

  private static final long serialVersionUID = 1;

  MalformedResponseException(String message) {
    super(message);
  }
}
