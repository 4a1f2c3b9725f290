package bucketpass.core.session;

/**
 * The keys of the two session tags that the vended role's own policy compares with each request.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">Session
 *     tags</a>
 */
public final class SessionTags {

  /** The tag whose value is the session's prefix. */
  public static final String PREFIX = "prefix";

  /** The tag whose value names the session's permissions, such as {@code /list/read/}. */
  public static final String ACCESS = "access";

  private SessionTags() {}
}
