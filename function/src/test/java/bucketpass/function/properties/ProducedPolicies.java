package bucketpass.function.properties;

import bucketpass.core.place.Prefix;
import bucketpass.core.session.SessionPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps what the properties produce for a judge that is not ours: with {@code
 * -Dbucketpass.policies=FILE} each policy becomes a line of that file.
 */
final class ProducedPolicies {
  private static final String FILE = System.getProperty("bucketpass.policies");

  private ProducedPolicies() {}

  static SessionPolicy keep(SessionPolicy policy, Prefix prefix) {
    if (FILE != null) {
      // Neither has a character that JSON would escape: a prefix holds none, and the policy is
      // JSON.
      String line = "{\"prefix\":\"%s\",\"policy\":%s}%n".formatted(prefix.value(), policy.json());
      try {
        Files.writeString(
            Path.of(FILE), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return policy;
  }
}
