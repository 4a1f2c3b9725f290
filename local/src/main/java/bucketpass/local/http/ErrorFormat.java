package bucketpass.local.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a service words the errors that come before its own code: a request that HTTP does not allow,
 * a wrong {@code Host}, a fault.
 */
public interface ErrorFormat {

  /** Plain text, for people. */
  ErrorFormat TEXT =
      new ErrorFormat() {
        @Override
        public String contentType() {
          return "text/plain; charset=utf-8";
        }

        @Override
        public String body(int status, String code, String message) {
          return message + "\n";
        }
      };

  /**
   * A problem for programs, with the member {@code message} of API Gateway besides.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
   */
  ErrorFormat PROBLEM =
      new ErrorFormat() {
        @Override
        public String contentType() {
          return "application/problem+json";
        }

        @Override
        public String body(int status, String code, String message) {
          ObjectNode problem = new ObjectMapper().createObjectNode();
          problem.put("type", "about:blank").put("title", code).put("status", status);
          return problem.put("detail", message).put("message", message).toString();
        }
      };

  /** The media type of all its bodies. */
  String contentType();

  /**
   * One error.
   *
   * @param code its stable name
   * @param message for people; never a message of a library or the JDK
   */
  String body(int status, String code, String message);
}
