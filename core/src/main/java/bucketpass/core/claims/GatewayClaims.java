package bucketpass.core.claims;

import bucketpass.core.json.JsonObject;
import bucketpass.core.result.Result;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Claims that an authorizer flattened: every one is text, and an authorizer has its own way of
 * writing lists and times. What the authorizer cannot have written is refused.
 *
 * <p>A name in a list has neither white space nor a comma, bracket, quote or backslash. Cognito
 * allows these in a group's name, but in flattened text such a name could also be several names, or
 * a list in a form that is not known here. The caller is then refused, because another reading
 * could grant more.
 */
public final class GatewayClaims implements Claims {

  /** Digits of a number of seconds, at most. */
  private static final int MAX_DIGITS = 12;

  /** White space is refused besides. */
  private static final String NOT_IN_NAMES = ",[]\"'\\";

  private final JsonObject claims;
  private final boolean bracketed;

  private GatewayClaims(JsonObject claims, boolean bracketed) {
    this.claims = claims;
    this.bracketed = bracketed;
  }

  /** Reads the claims of an HTTP API: lists as {@code [a b]}, times as seconds since 1970. */
  public static Claims ofHttpApi(JsonObject claims) {
    return new GatewayClaims(claims, true);
  }

  /**
   * Of a REST API with a Cognito authorizer: lists as {@code a,b}, times as the text of a Java date
   * ({@code Sun Nov 24 05:00:00 UTC 2024}) or as seconds.
   */
  public static Claims ofRestApi(JsonObject claims) {
    return new GatewayClaims(claims, false);
  }

  @Override
  public Result<Optional<String>> text(String name) {
    if (!claims.has(name)) {
      return Result.ok(Optional.empty());
    }
    return claims.get(name) instanceof String text
        ? Result.ok(Optional.of(text))
        : JsonClaims.refused(name, "text");
  }

  @Override
  public Result<Optional<Instant>> time(String name) {
    if (!claims.has(name)) {
      return Result.ok(Optional.empty());
    }
    if (!(claims.get(name) instanceof String text)) {
      return JsonClaims.refused(name, "a time");
    }
    if (isSeconds(text)) {
      return JsonClaims.seconds(name, Long.parseLong(text));
    }
    try {
      return Result.ok(Optional.of(date(text)));
    } catch (DateTimeException e) {
      return JsonClaims.refused(name, "a time");
    }
  }

  @Override
  public Result<Optional<Boolean>> flag(String name) {
    if (!claims.has(name)) {
      return Result.ok(Optional.empty());
    }
    if (claims.get(name) instanceof String text && (text.equals("true") || text.equals("false"))) {
      return Result.ok(Optional.of(text.equals("true")));
    }
    return JsonClaims.refused(name, "true or false");
  }

  @Override
  public Result<Set<String>> groups() {
    if (!claims.has(GROUPS)) {
      return Result.ok(Set.of());
    }
    if (!(claims.get(GROUPS) instanceof String text)) {
      return JsonClaims.refusedGroups();
    }
    if (!bracketed) {
      return names(text, ',');
    }
    if (text.length() < 2 || !text.startsWith("[") || !text.endsWith("]")) {
      return JsonClaims.refusedGroups();
    }
    String inside = text.substring(1, text.length() - 1);
    return inside.isEmpty() ? Result.ok(Set.of()) : names(inside, ' ');
  }

  private static Result<Set<String>> names(String text, char separator) {
    Set<String> names = new LinkedHashSet<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == separator) {
        if (i == from) {
          return JsonClaims.refusedGroups();
        }
        names.add(text.substring(from, i));
        from = i + 1;
      } else if (!canStandInName(text.charAt(i))) {
        return JsonClaims.refusedGroups();
      }
    }
    return Result.ok(names);
  }

  private static boolean canStandInName(char c) {
    return NOT_IN_NAMES.indexOf(c) < 0
        && !Character.isWhitespace(c)
        && !Character.isSpaceChar(c)
        && !Character.isISOControl(c);
  }

  private static boolean isSeconds(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_DIGITS;
  }

  private Instant date(String text) {
    if (bracketed) {
      throw new DateTimeException("an HTTP API writes seconds");
    }
    // Not a constant: only REST APIs need it, and it takes milliseconds to load.
    return DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' uuuu", Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT)
        .withZone(ZoneOffset.UTC)
        .parse(text, Instant::from);
  }

  /** Names only: a value may be personal. */
  @Override
  public String toString() {
    return "Claims" + claims.members().keySet();
  }
}
