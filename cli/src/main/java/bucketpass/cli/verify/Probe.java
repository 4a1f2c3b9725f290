package bucketpass.cli.verify;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Permission;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One thing that is tried with vended credentials.
 *
 * @param name what is tried
 * @param expected what S3 must say, for credentials of an access
 * @param attempt tries it
 */
record Probe(String name, Function<AccessLevel, Answer> expected, Runnable attempt) {

  /** What S3 says. */
  enum Answer {
    ALLOWED,
    DENIED,
    /** Refused because an object is there already: 412, or 409 in a race. */
    EXISTS
  }

  /** Returns a probe that an access with this permission is allowed, and every other denied. */
  static Probe allowedTo(Permission permission, String name, Runnable attempt) {
    return new Probe(
        name,
        access -> access.permissions().includes(permission) ? Answer.ALLOWED : Answer.DENIED,
        attempt);
  }

  static Probe deniedToAll(String name, Runnable attempt) {
    return new Probe(name, access -> Answer.DENIED, attempt);
  }

  /**
   * Tries it. A key that is not there counts as allowed: S3 looked, where it should have refused.
   *
   * @throws S3Exception for every other answer: then nothing is proved
   */
  Answer seen() {
    try {
      attempt.run();
      return Answer.ALLOWED;
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        case 403 -> Answer.DENIED;
        case 404 -> Answer.ALLOWED;
        case 409, 412 -> Answer.EXISTS;
        default -> throw e;
      };
    }
  }
}
