package bucketpass.function.sts;

import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.core.session.SessionTags;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An AssumeRole call as the form of STS's query protocol.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
final class AssumeRoleForm {

  private AssumeRoleForm() {}

  /** Returns the form's names and values, not yet encoded. */
  static Map<String, String> fields(AssumeRoleParameters request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Action", "AssumeRole");
    fields.put("Version", "2011-06-15");
    fields.put("RoleArn", request.roleArn());
    fields.put("RoleSessionName", request.sessionName());
    fields.put("Policy", request.policy());
    fields.put("DurationSeconds", Integer.toString(request.seconds()));
    fields.put("Tags.member.1.Key", SessionTags.PREFIX);
    fields.put("Tags.member.1.Value", request.prefix());
    fields.put("Tags.member.2.Key", SessionTags.ACCESS);
    fields.put("Tags.member.2.Value", request.access());
    fields.put("SourceIdentity", request.sessionName());
    return fields;
  }

  /** Returns the form as the body of a POST. */
  static byte[] body(AssumeRoleParameters request) {
    StringBuilder body = new StringBuilder(2_048);
    fields(request)
        .forEach(
            (name, value) ->
                body.append(body.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return body.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
