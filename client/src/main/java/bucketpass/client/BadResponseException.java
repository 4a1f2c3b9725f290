package bucketpass.client;

import java.io.IOException;

/**
 * A response that is not the API's. The message is ours and quotes nothing of the response, which
 * may hold a secret even where it cannot be read.
 */
final class BadResponseException extends IOException {

  private static final long serialVersionUID = 1L;

  BadResponseException(String message) {
    super(message);
  }
}
