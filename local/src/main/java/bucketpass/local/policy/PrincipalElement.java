package bucketpass.local.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Principal or NotPrincipal element.
 *
 * @param values principal type to the names listed; {@code "*"} alone is {@code {"AWS": "*"}}
 * @param negated whether it is NotPrincipal
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">
 *     Principal</a>
 */
record PrincipalElement(Map<String, List<String>> values, boolean negated) {
  private static final String EVERYONE = "*";
  private static final Set<String> TYPES = Set.of("AWS", "Service", "Federated", "CanonicalUser");

  /** No wildcard but a lone {@code *}: IAM matches no part of a principal's name. */
  private static final Pattern AWS_PRINCIPAL =
      Pattern.compile(
          "\\*|\\d{12}|arn:aws[a-z-]*:(?:iam::\\d{12}:(?:root|(?:user|role)/[^*?]+)"
              + "|sts::\\d{12}:(?:assumed-role|federated-user)/[^*?]+)");

  PrincipalElement {
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      if (!TYPES.contains(entry.getKey())) {
        throw new MalformedPolicyException("Principal has an unknown type");
      }
      if (entry.getKey().equals("AWS")
          && !entry.getValue().stream().allMatch(AWS_PRINCIPAL.asMatchPredicate())) {
        throw new MalformedPolicyException("Principal has an invalid AWS principal");
      }
    }
  }

  PrincipalMatch names(RequestPrincipal principal) {
    List<String> listed = values.getOrDefault(principal.type(), List.of());
    return negated ? excludes(listed, principal) : includes(listed, principal);
  }

  private static PrincipalMatch includes(List<String> listed, RequestPrincipal principal) {
    if (principal.session().filter(listed::contains).isPresent() || isEveryone(listed, principal)) {
      return PrincipalMatch.DIRECT;
    }
    if (listed.contains(principal.arn())) {
      return principal.session().isPresent() ? PrincipalMatch.ROLE : PrincipalMatch.DIRECT;
    }
    return namesAccount(listed, principal) ? PrincipalMatch.ACCOUNT : PrincipalMatch.NONE;
  }

  /** A principal is exempt only when its session, its role and its account are all listed. */
  private static PrincipalMatch excludes(List<String> listed, RequestPrincipal principal) {
    boolean exempt =
        isEveryone(listed, principal)
            || (listed.contains(principal.arn())
                && principal.session().map(listed::contains).orElse(true)
                && (!principal.type().equals("AWS") || namesAccount(listed, principal)));
    return exempt ? PrincipalMatch.NONE : PrincipalMatch.DIRECT;
  }

  private static boolean isEveryone(List<String> listed, RequestPrincipal principal) {
    return principal.type().equals("AWS") && listed.contains(EVERYONE);
  }

  private static boolean namesAccount(List<String> listed, RequestPrincipal principal) {
    Pattern account =
        Pattern.compile("(?:arn:aws[a-z-]*:iam::)?%s(?::root)?".formatted(principal.account()));
    return principal.type().equals("AWS") && listed.stream().anyMatch(account.asMatchPredicate());
  }
}
