package bucketpass.core.session;

import bucketpass.core.grant.Grant;
import bucketpass.core.json.JsonObject;
import java.util.List;

/**
 * All that makes one AssumeRole call; two equal requests are for the same credentials.
 *
 * @param sessionName RoleSessionName and SourceIdentity
 * @param policy the session policy's text
 * @param prefix the value of the session tag {@code prefix}
 * @param access the value of the session tag {@code access}, such as {@code /list/read/}
 * @param seconds the lifetime asked for
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public record AssumeRoleParameters(
    String roleArn, String sessionName, String policy, String prefix, String access, int seconds) {

  public static AssumeRoleParameters of(String roleArn, Grant grant, SessionPolicy policy) {
    return new AssumeRoleParameters(
        roleArn,
        RoleSessionName.of(grant.caller().sub()),
        policy.json(),
        grant.prefix().value(),
        grant.access().permissions().text(),
        grant.lifetime().seconds());
  }

  /**
   * Every component: what is left out here would be the key to another's session. A record's own
   * equals and hashCode are linked when they are first called, which a cold start would wait for.
   */
  private List<Object> components() {
    return List.of(roleArn, sessionName, policy, prefix, access, seconds);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AssumeRoleParameters that && components().equals(that.components());
  }

  @Override
  public int hashCode() {
    return components().hashCode();
  }

  /** What is not in the grant itself, for a dry run. */
  public JsonObject tags() {
    return JsonObject.of(SessionTags.PREFIX, prefix, SessionTags.ACCESS, access);
  }
}
