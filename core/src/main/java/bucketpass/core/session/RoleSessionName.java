package bucketpass.core.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A caller's name as RoleSessionName and SourceIdentity: 2 to 64 of {@code [A-Za-z0-9_+=,.@-]}.
 *
 * <p>Two callers never share one. A {@code sub} that is such a name already stands for itself, as
 * Cognito's do, so that it can be searched for in CloudTrail; any other becomes {@code sub-} and
 * its SHA-256, and one that starts with {@code sub-} itself is always hashed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole,
 *     RoleSessionName</a>
 */
public final class RoleSessionName {

  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = 64;
  private static final String HASHED = "sub-";

  private RoleSessionName() {}

  public static String of(String sub) {
    return isName(sub) && !sub.startsWith(HASHED) ? sub : HASHED + hash(sub);
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return text.length() >= MIN_LENGTH && text.length() <= MAX_LENGTH;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_+=,.@-".indexOf(c) >= 0;
  }

  private static String hash(String sub) {
    try {
      // The characters as they are: every charset makes the same replacement of each lone
      // surrogate.
      ByteBuffer characters = ByteBuffer.allocate(Character.BYTES * sub.length());
      characters.asCharBuffer().put(sub);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(characters.array());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
