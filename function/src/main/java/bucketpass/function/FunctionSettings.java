package bucketpass.function;

import bucketpass.core.claims.ClaimsValidator;
import bucketpass.core.grant.CallerResolver;
import bucketpass.core.grant.GrantResolver;
import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.PrefixTemplate;
import bucketpass.core.session.RoleArn;
import bucketpass.core.session.WriteOnceCheck;
import bucketpass.function.sts.StsEndpoints;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What the template tells the function, through the environment. A wrong setting stops the function
 * at its start, with a message that names it; none is guessed.
 *
 * @param keySet where the issuer's keys are, for a function without an authorizer before it
 */
record FunctionSettings(
    String bucket,
    String region,
    String roleArn,
    Optional<String> kmsKeyArn,
    WriteOnceCheck writeOnceCheck,
    CallerResolver callers,
    GrantResolver grants,
    Optional<URI> keySet,
    URI stsEndpoint) {

  /**
   * @throws IllegalArgumentException that names the variable which is missing or wrong
   */
  static FunctionSettings read(UnaryOperator<String> environment) {
    Variables variables = new Variables(environment);
    String region = variables.matching("AWS_REGION", "[a-z0-9-]+");
    String roleArn =
        variables.matching("BUCKETPASS_ROLE_ARN", "arn:(aws[a-z-]*):iam::\\d{12}:role/[!-~]+");
    return new FunctionSettings(
        variables.matching("BUCKETPASS_BUCKET", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
        region,
        roleArn,
        variables.optional("BUCKETPASS_KMS_KEY_ARN"),
        // An environment from before the setting keeps the stricter check.
        variables.optional("BUCKETPASS_WRITE_ONCE_CHECK").isEmpty()
            ? WriteOnceCheck.VALUE
            : variables.parsed("BUCKETPASS_WRITE_ONCE_CHECK", WriteOnceCheck::parse),
        new CallerResolver(
            new ClaimsValidator(
                variables.matching("BUCKETPASS_ISSUER", "https?://[!-~]+"),
                variables.list("BUCKETPASS_AUDIENCE"),
                tokenUses(variables)),
            prefixTemplate(variables)),
        new GrantResolver(
            variables.parsed("BUCKETPASS_DEFAULT_ACCESS", FunctionSettings::defaultAccess),
            variables.optional("BUCKETPASS_GROUP_ACCESS").isEmpty()
                ? Map.of()
                : variables.parsed("BUCKETPASS_GROUP_ACCESS", FunctionSettings::groupAccess)),
        variables.optional("BUCKETPASS_KEY_SET_URL").isEmpty()
            ? Optional.empty()
            : Optional.of(variables.parsed("BUCKETPASS_KEY_SET_URL", FunctionSettings::httpUrl)),
        stsEndpoint(variables, region, roleArn));
  }

  private static PrefixTemplate prefixTemplate(Variables variables) {
    Set<String> trusted = trustedClaims(variables);
    return variables.parsed(
        "BUCKETPASS_PREFIX_TEMPLATE", template -> PrefixTemplate.parse(template, trusted));
  }

  /** {@code preferred_username,name}: nothing is trimmed, so that no other claim is trusted. */
  private static Set<String> trustedClaims(Variables variables) {
    String name = "BUCKETPASS_TRUSTED_CLAIMS";
    if (variables.optional(name).isEmpty()) {
      return Set.of();
    }
    variables.matching(name, "[A-Za-z0-9_:-]+(,[A-Za-z0-9_:-]+)*");
    return variables.list(name);
  }

  private static Set<String> tokenUses(Variables variables) {
    Set<String> uses = variables.list("BUCKETPASS_TOKEN_USE");
    if (!Set.of("id", "access").containsAll(uses)) {
      throw new IllegalArgumentException("BUCKETPASS_TOKEN_USE: must be id, access or id,access");
    }
    return uses;
  }

  private static Optional<AccessLevel> defaultAccess(String text) {
    return text.equals("none") ? Optional.empty() : Optional.of(access(text));
  }

  /** {@code readers=read-only,uploaders=write-once} */
  private static Map<String, AccessLevel> groupAccess(String text) {
    Map<String, AccessLevel> accesses = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.lastIndexOf('=');
      if (equals < 1
          || accesses.put(pair.substring(0, equals), access(pair.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("must be group=access, each group once");
      }
    }
    return accesses;
  }

  private static AccessLevel access(String text) {
    return AccessLevel.parse(text)
        .fold(
            access -> access,
            refusal -> {
              throw new IllegalArgumentException(refusal.detail());
            });
  }

  private static URI httpUrl(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("must be an http or https URL");
    }
    return uri;
  }

  private static URI stsEndpoint(Variables variables, String region, String roleArn) {
    Optional<String> custom = variables.optional("AWS_ENDPOINT_URL_STS");
    if (custom.isPresent()) {
      return variables.parsed("AWS_ENDPOINT_URL_STS", StsEndpoints::custom);
    }
    if (!RoleArn.parse(roleArn).partition().equals(StsEndpoints.partition(region))) {
      throw new IllegalArgumentException(
          "BUCKETPASS_ROLE_ARN: is in another partition than the region");
    }
    return StsEndpoints.regional(
        region,
        variables.flag("AWS_USE_FIPS_ENDPOINT"),
        variables.flag("AWS_USE_DUALSTACK_ENDPOINT"));
  }

  /** The environment, with errors that name the variable. */
  private record Variables(UnaryOperator<String> environment) {

    Optional<String> optional(String name) {
      return Optional.ofNullable(environment.apply(name)).filter(text -> !text.isEmpty());
    }

    String required(String name) {
      return optional(name).orElseThrow(() -> new IllegalArgumentException(name + ": is not set"));
    }

    boolean flag(String name) {
      return switch (optional(name).orElse("false").toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException(name + ": must be true or false");
      };
    }

    String matching(String name, String pattern) {
      String text = required(name);
      if (!text.matches(pattern)) {
        throw new IllegalArgumentException(name + ": does not match " + pattern);
      }
      return text;
    }

    Set<String> list(String name) {
      Set<String> items = new HashSet<>();
      for (String item : required(name).split(",", -1)) {
        if (!item.isBlank()) {
          items.add(item);
        }
      }
      if (items.isEmpty()) {
        throw new IllegalArgumentException(name + ": is empty");
      }
      return Set.copyOf(items);
    }

    <T> T parsed(String name, Function<String, T> parser) {
      try {
        return parser.apply(required(name));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
      }
    }
  }
}
