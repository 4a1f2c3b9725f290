package bucketpass.local.s3;

import bucketpass.local.http.CorsRule;
import bucketpass.local.protocol.AwsErrorException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells browsers which pages may talk to the bucket.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html">Using cross-origin
 *     resource sharing</a>
 */
record S3CorsPolicy(List<CorsRule> rules) {

  /** Answers a browser's question before its request; it is not signed, and needs no permission. */
  void preflight(HttpServletRequest http, HttpServletResponse response) {
    String origin = http.getHeader("Origin");
    String method = http.getHeader("Access-Control-Request-Method");
    if (origin == null || method == null) {
      throw new AwsErrorException(
          400, "BadRequest", "Insufficient information. Origin request header needed.");
    }
    List<String> asked =
        Optional.ofNullable(http.getHeader("Access-Control-Request-Headers"))
            .map(text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList())
            .orElse(List.of());
    CorsRule rule =
        rules.stream()
            .filter(candidate -> allows(candidate, origin, method))
            .filter(candidate -> asked.stream().allMatch(name -> allowsHeader(candidate, name)))
            .findFirst()
            .orElseThrow(S3CorsPolicy::refused);
    write(rule, origin, response);
    if (!asked.isEmpty()) {
      response.setHeader("Access-Control-Allow-Headers", String.join(", ", asked));
    }
    if (rule.maxAgeSeconds() > 0) {
      response.setHeader("Access-Control-Max-Age", Integer.toString(rule.maxAgeSeconds()));
    }
  }

  /** Marks the answer to a page that a rule allows. Other pages get an answer they cannot read. */
  void mark(HttpServletRequest http, HttpServletResponse response) {
    String origin = http.getHeader("Origin");
    if (origin != null) {
      rules.stream()
          .filter(rule -> allows(rule, origin, http.getMethod()))
          .findFirst()
          .ifPresent(rule -> write(rule, origin, response));
    }
  }

  private static void write(CorsRule rule, String origin, HttpServletResponse response) {
    boolean anyone = rule.allowedOrigins().contains("*");
    response.setHeader("Access-Control-Allow-Origin", anyone ? "*" : origin);
    response.setHeader("Access-Control-Allow-Methods", String.join(", ", rule.allowedMethods()));
    if (!rule.exposedHeaders().isEmpty()) {
      response.setHeader("Access-Control-Expose-Headers", String.join(", ", rule.exposedHeaders()));
    }
    if (!anyone) {
      response.setHeader("Access-Control-Allow-Credentials", "true");
    }
    response.setHeader(
        "Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
  }

  private static boolean allows(CorsRule rule, String origin, String method) {
    return rule.allowedMethods().contains(method)
        && rule.allowedOrigins().stream().anyMatch(pattern -> matches(pattern, origin));
  }

  private static boolean allowsHeader(CorsRule rule, String name) {
    return rule.allowedHeaders().stream()
        .anyMatch(
            pattern -> matches(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)));
  }

  /** A pattern has at most one asterisk, which stands for any text. */
  private static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    return star < 0
        ? pattern.equals(text)
        : text.length() >= pattern.length() - 1
            && text.startsWith(pattern.substring(0, star))
            && text.endsWith(pattern.substring(star + 1));
  }

  private static AwsErrorException refused() {
    return new AwsErrorException(
        403,
        "AccessForbidden",
        "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.");
  }
}
