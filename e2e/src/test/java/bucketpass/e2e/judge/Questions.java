package bucketpass.e2e.judge;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Prefix;
import bucketpass.core.session.SessionPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random questions: few letters, so that what is near a match comes often. */
final class Questions {
  private static final List<String> PATTERN =
      List.of(
          "a",
          "a",
          "b",
          "/",
          "*",
          "?",
          "${*}",
          "${?}",
          "${$}",
          "${aws:PrincipalTag/prefix}",
          "${aws:PrincipalTag/prefix, 'a/'}",
          "${aws:PrincipalTag/other}");

  /** The other judge takes a wildcard in a request's own resource for many requests. */
  private static final List<String> KEY = List.of("a", "a", "b", "/", "$", ":");

  private static final List<String> VALUE = List.of("a", "a", "b", "/", "*", "?", "$", ":");
  private static final List<String> VARIABLE_FREE =
      List.of("a", "b", "/", "*", "?", "${*}", "${?}", "${$}");

  private static final List<String> TAG = List.of("a", "b", "/", "A");
  private static final List<String> OPERATORS =
      List.of("StringLike", "StringNotLike", "StringLikeIfExists", "ForAllValues:StringLike");

  private static final List<String> ACTIONS =
      List.of(
          "s3:GetObject",
          "s3:PutObject",
          "s3:DeleteObject",
          "s3:ListBucket",
          "s3:AbortMultipartUpload",
          "s3:GetObjectAcl",
          "s3:GetBucketLocation",
          "s3:PutObjectAcl");

  /** Tags of levels and of future levels, and tags that the function never sends. */
  private static final List<String> TAGS =
      Stream.concat(
              Stream.of(AccessLevel.values()).map(access -> access.permissions().text()),
              Stream.of(
                  "/list/",
                  "/read/",
                  "/list/read/create/",
                  "/create/delete/",
                  "/put/create/delete/",
                  "/delete/",
                  "/reads/",
                  "/read",
                  "read/",
                  "//",
                  "*",
                  "/READ/",
                  "read-write"))
          .toList();

  private final Random random;

  Questions(long seed) {
    random = new Random(seed);
  }

  /** A policy as the function makes it, and a request near its prefix. */
  Question ofTheFunction() {
    String prefix = text(List.of("a", "b", "A", ".x"), 3) + "/";
    AccessLevel access = pick(List.of(AccessLevel.values()));
    return near(
        SessionPolicy.of("aws", "b", new Prefix(prefix), access.permissions(), Optional.empty())
            .json(),
        prefix);
  }

  /** A request for the policy's own prefix, or for one that is nearly it. */
  Question near(String policy, String prefix) {
    String near =
        pick(List.of(prefix, prefix, prefix.replace("/", ""), prefix.toUpperCase(Locale.ROOT), ""));
    return request(policy, near + text(KEY, 3));
  }

  /**
   * A policy of everything that means something in one, but for what the other judge does otherwise
   * than AWS documents: to it 2008-10-17 knows variables, a negated operator fails of a variable
   * without a value, and StringEquals knows no escapes.
   */
  Question ofAnyPolicy() {
    String key = text(KEY, 4);
    Question asked = request("", key);
    String prefix = asked.context().getOrDefault("s3:prefix", "a");
    String operator = pick(OPERATORS);
    String condition =
        random.nextBoolean()
            ? ""
            : ",\"Condition\":{\"%s\":{\"s3:prefix\":\"%s\"}}"
                .formatted(
                    operator, near(prefix, operator.contains("Not") ? VARIABLE_FREE : PATTERN));
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "%s", "Action": "%s", "Resource": "arn:aws:s3:::b%s"%s}]}"""
            .formatted(
                pick(List.of("Allow", "Allow", "Deny")),
                pick(List.of("s3:*", "s3:*", "S3:getobject", "s3:?etObject*", "*")),
                asked.resource().contains("/") ? "/" + near(key, PATTERN) : "",
                condition);
    return new Question(policy, asked.action(), asked.resource(), asked.context());
  }

  /** A pattern that matches the text, but for what stands in it by chance. */
  private String near(String text, List<String> otherwise) {
    return text.chars()
        .mapToObj(c -> "*?$".indexOf(c) < 0 ? Character.toString(c) : "${" + (char) c + "}")
        .map(letter -> random.nextInt(4) > 0 ? letter : pick(otherwise))
        .collect(Collectors.joining());
  }

  /** The deployed role's own policy. */
  Question ofTheRole(String policy, String bucket) {
    Question question = request(policy, text(KEY, 4));
    return new Question(
        policy,
        question.action(),
        question.resource().replace(":::b", ":::" + bucket),
        question.context());
  }

  private Question request(String policy, String key) {
    Map<String, String> context = new HashMap<>();
    maybe(context, "s3:prefix", random.nextBoolean() ? key : text(VALUE, 3));
    maybe(context, "s3:if-none-match", pick(List.of("*", "*", "\"x\"", "**", "*,*", "")));
    maybe(context, "s3:x-amz-storage-class", pick(List.of("STANDARD", "GLACIER", "")));
    maybe(context, "s3:x-amz-server-side-encryption", pick(List.of("AES256", "aws:kms", "")));
    maybe(context, "s3:ObjectCreationOperation", pick(List.of("true", "false")));
    maybe(context, "aws:PrincipalTag/prefix", text(TAG, 2) + "/");
    maybe(context, "aws:PrincipalTag/access", pick(TAGS));
    String action = pick(ACTIONS);
    boolean bucket = action.endsWith("Bucket") || action.endsWith("Location");
    return new Question(policy, action, "arn:aws:s3:::b" + (bucket ? "" : "/" + key), context);
  }

  private void maybe(Map<String, String> context, String name, String value) {
    if (random.nextInt(3) > 0) {
      context.put(name, value);
    }
  }

  private String text(List<String> letters, int most) {
    return IntStream.rangeClosed(0, random.nextInt(most))
        .mapToObj(i -> pick(letters))
        .collect(Collectors.joining());
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
