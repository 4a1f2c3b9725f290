package bucketpass.local.sts;

import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.FormParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of AssumeRole, each within the limits that AWS states.
 *
 * @param policy the session policy's text
 * @param tags session tags in the order given
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
record AssumeRoleInput(
    String roleArn,
    String roleSessionName,
    Optional<String> policy,
    Duration duration,
    Map<String, String> tags,
    Optional<String> sourceIdentity) {

  private static final Set<String> FIELDS =
      Set.of(
          "Action",
          "Version",
          "RoleArn",
          "RoleSessionName",
          "Policy",
          "DurationSeconds",
          "SourceIdentity");

  private static final Duration DEFAULT_DURATION = Duration.ofHours(1);
  private static final int MOST_TAGS = 50;
  private static final Pattern TAG_FIELD =
      Pattern.compile("Tags\\.member\\.([1-9][0-9]?)\\.(Key|Value)");

  private static final Constraint ROLE_ARN =
      new Constraint(
          "roleArn",
          20,
          2048,
          "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD]+");
  private static final Constraint SESSION_NAME =
      new Constraint("roleSessionName", 2, 64, "[\\w+=,.@-]*");
  private static final Constraint SOURCE_IDENTITY =
      new Constraint("sourceIdentity", 2, 64, "[\\w+=,.@-]*");
  private static final Constraint POLICY =
      new Constraint("policy", 1, 2048, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
  private static final Constraint TAG_KEY =
      new Constraint("key", 1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  private static final Constraint TAG_VALUE =
      new Constraint("value", 0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  /** Reads and checks the form, and says of every field that is wrong what is wrong with it. */
  static AssumeRoleInput of(FormParameters form) {
    form.allowOnly(FIELDS, name -> TAG_FIELD.matcher(name).matches());
    List<String> errors = new ArrayList<>();
    String roleArn = form.required("RoleArn");
    String sessionName = form.required("RoleSessionName");
    Optional<String> policy = form.get("Policy");
    Optional<String> sourceIdentity = form.get("SourceIdentity");
    ROLE_ARN.check(roleArn, errors);
    SESSION_NAME.check(sessionName, errors);
    policy.ifPresent(value -> POLICY.check(value, errors));
    sourceIdentity.ifPresent(value -> SOURCE_IDENTITY.check(value, errors));
    Map<String, String> tags = tags(form, errors);
    Duration duration =
        form.get("DurationSeconds").map(AssumeRoleInput::seconds).orElse(DEFAULT_DURATION);
    if (!errors.isEmpty()) {
      throw new AwsErrorException(
          400,
          "ValidationError",
          "%d validation error%s detected: %s"
              .formatted(errors.size(), errors.size() == 1 ? "" : "s", String.join("; ", errors)));
    }
    return new AssumeRoleInput(roleArn, sessionName, policy, duration, tags, sourceIdentity);
  }

  private static Duration seconds(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new AwsErrorException(
          400, "MalformedInput", "DurationSeconds is not a number of seconds");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private static Map<String, String> tags(FormParameters form, List<String> errors) {
    int count = 0;
    Map<String, String> tags = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (String field : form.fields().keySet()) {
      Matcher tag = TAG_FIELD.matcher(field);
      if (!tag.matches() || !tag.group(2).equals("Key")) {
        continue;
      }
      count++;
      String key = form.required(field);
      String value = form.required("Tags.member.%s.Value".formatted(tag.group(1)));
      TAG_KEY.check(key, errors);
      TAG_VALUE.check(value, errors);
      if (!seen.add(key.toLowerCase(Locale.ROOT))) {
        throw new AwsErrorException(
            400,
            "InvalidParameterValue",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw new AwsErrorException(
            400, "InvalidParameterValue", "Tag keys that begin with aws: are reserved.");
      }
      tags.put(key, value);
    }
    long values =
        form.fields().keySet().stream()
            .filter(field -> field.startsWith("Tags.") && field.endsWith(".Value"))
            .count();
    if (values != count) {
      throw new AwsErrorException(400, "ValidationError", "A tag has a value and no key.");
    }
    if (count > MOST_TAGS) {
      errors.add(
          "Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50");
    }
    return tags;
  }

  /**
   * The length and the characters that STS wants of one member. The messages are those of AWS,
   * which name the value only where it is not a secret.
   */
  private record Constraint(String member, int least, int most, String pattern) {
    void check(String value, List<String> errors) {
      String start = "Value at '%s' failed to satisfy constraint: Member must ".formatted(member);
      if (value.codePointCount(0, value.length()) < least) {
        errors.add(start + "have length greater than or equal to " + least);
      }
      if (value.codePointCount(0, value.length()) > most) {
        errors.add(start + "have length less than or equal to " + most);
      }
      if (!Pattern.matches(pattern, value)) {
        errors.add(start + "satisfy regular expression pattern: " + pattern);
      }
    }
  }
}
