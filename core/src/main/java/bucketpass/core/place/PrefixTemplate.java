package bucketpass.core.place;

import bucketpass.core.claims.Claims;
import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a caller's prefix is made of claims: {@code {sub}/}, {@code tenants/{custom:tenant}/{sub}/}.
 *
 * <p>Two callers with different values never get the same prefix, or one inside the other's: a
 * value holds no slash, and a segment holds at most one claim. (With two, {@code {a}-{b}} would
 * make the same of {@code x-y, z} and {@code x, y-z}.)
 *
 * <p>That holds only if callers cannot choose the value. Free to use are {@code sub}, which the
 * issuer makes, and {@code custom:*}, if no app client may write the attribute. {@code email} and
 * {@code phone_number} are used only for a caller whose address or number the issuer has verified.
 * Any other claim must be named as trusted.
 */
public final class PrefixTemplate {

  private static final String EMAIL = "email";
  private static final String PHONE_NUMBER = "phone_number";
  private static final String CUSTOM = "custom:";

  private record Segment(String before, Optional<String> claim, String after) {}

  private final List<Segment> segments;

  private PrefixTemplate(List<Segment> segments) {
    this.segments = List.copyOf(segments);
  }

  /**
   * Parses a template.
   *
   * @param trusted the claims that the operator says no caller can choose, besides those that are
   *     free to use
   * @throws IllegalArgumentException if the template does not end with a slash, names no claim, has
   *     two in one segment, names a claim that is not trusted, or has a literal that no prefix may
   *     hold
   */
  public static PrefixTemplate parse(String template, Set<String> trusted) {
    require(template.endsWith("/"), "must end with a slash");
    List<Segment> segments = new ArrayList<>();
    boolean claims = false;
    for (String text : template.substring(0, template.length() - 1).split("/", -1)) {
      Segment segment = segment(text);
      segments.add(segment);
      if (segment.claim().isPresent()) {
        claims = true;
        requireTrusted(segment.claim().get(), trusted);
      }
    }
    require(claims, "must name a claim, or all callers would share one prefix");
    return new PrefixTemplate(segments);
  }

  /** The caller's own prefix, or which claim is missing or cannot stand in one. */
  public Result<Prefix> fill(Claims claims) {
    StringBuilder prefix = new StringBuilder();
    for (Segment segment : segments) {
      prefix.append(segment.before());
      if (segment.claim().isPresent()) {
        Result<String> value = value(claims, segment.claim().get());
        if (value instanceof Result.Refused<String> refused) {
          return new Result.Refused<>(refused.refusal());
        }
        prefix.append(((Result.Ok<String>) value).value());
      }
      prefix.append(segment.after()).append('/');
    }
    if (prefix.length() > Prefix.MAX_LENGTH) {
      return Result.refused(
          ErrorCode.CLAIM_INVALID,
          "The claims make a prefix of more than " + Prefix.MAX_LENGTH + " characters.");
    }
    return Prefix.parse(prefix.toString());
  }

  private static Result<String> value(Claims claims, String name) {
    return claims
        .text(name)
        .then(
            found -> {
              if (found.isEmpty()) {
                return Result.refused(
                    ErrorCode.CLAIM_MISSING,
                    "The claim " + name + ", which makes the prefix, is missing.");
              }
              return canStandInPrefix(found.get())
                  ? verified(claims, name, found.get())
                  : Result.refused(
                      ErrorCode.CLAIM_INVALID,
                      "The claim "
                          + name
                          + " cannot stand in a prefix: it is refused, not changed.");
            });
  }

  /** Anybody can give another's address as their own: only the verified flag says whose it is. */
  private static Result<String> verified(Claims claims, String name, String value) {
    if (!name.equals(EMAIL) && !name.equals(PHONE_NUMBER)) {
      return Result.ok(value);
    }
    String flag = name + "_verified";
    return claims
        .flag(flag)
        .then(
            verified -> {
              if (verified.isEmpty()) {
                return Result.refused(
                    ErrorCode.CLAIM_MISSING,
                    "The claim " + flag + " is missing; the prefix is made of " + name + ".");
              }
              return verified.get()
                  ? Result.ok(value)
                  : Result.refused(
                      ErrorCode.CLAIM_INVALID,
                      "The claim " + flag + " is not true; the prefix is made of " + name + ".");
            });
  }

  private static boolean canStandInPrefix(String value) {
    return !value.isEmpty() && !Prefix.isDots(value) && hasAllowedCharacters(value);
  }

  /**
   * No space, though a prefix may have one: an issuer or a person who trims a name would make one
   * caller's prefix of another's claim.
   */
  private static boolean hasAllowedCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ' ' || !Prefix.isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Segment segment(String text) {
    int open = text.indexOf('{');
    if (open < 0) {
      requireLiteral(text);
      require(!text.isEmpty() && !Prefix.isDots(text), "has a segment that is empty, . or ..");
      return new Segment(text, Optional.empty(), "");
    }
    int close = text.indexOf('}', open);
    require(close > open + 1, "has a { without a claim's name and a }");
    String before = text.substring(0, open);
    String after = text.substring(close + 1);
    String claim = text.substring(open + 1, close);
    require(after.indexOf('{') < 0, "has two claims in one segment");
    require(!claim.equals(Claims.GROUPS), "names a claim that is a list");
    requireLiteral(before);
    requireLiteral(after);
    return new Segment(before, Optional.of(claim), after);
  }

  private static void requireTrusted(String claim, Set<String> trusted) {
    boolean free =
        claim.equals("sub")
            || claim.equals(EMAIL)
            || claim.equals(PHONE_NUMBER)
            || (claim.startsWith(CUSTOM) && claim.length() > CUSTOM.length());
    require(
        free || trusted.contains(claim),
        "names the claim "
            + claim
            + ", which a caller may be able to choose: use sub or custom:NAME, or trust the claim");
  }

  private static void requireLiteral(String text) {
    require(
        hasAllowedCharacters(text),
        "has a character other than A-Z a-z 0-9 _ . : = + @ - outside of a {claim}");
  }

  private static void require(boolean met, String what) {
    if (!met) {
      throw new IllegalArgumentException("the prefix template " + what);
    }
  }
}
