package bucketpass.local.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A string of a policy, in which wildcards and variables may stand.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">
 *     Policy variables</a>
 */
final class PolicyPattern {

  /** Where {@code *} and {@code ?} mean something, and how far they reach. */
  enum Wildcards {
    /** They are plain characters. */
    NONE,
    /** They match any character. */
    FREE,
    /** They stay within one of an ARN's six segments. */
    IN_SEGMENT,
    /** As {@link #IN_SEGMENT}, but a {@code *} that ends a segment may run on over the colon. */
    RESOURCE
  }

  private sealed interface Part {}

  /** One character or wildcard, as {@link Glob} numbers them. */
  private record Symbol(int number) implements Part {

    /** Policies are made of these, and every session holds one. */
    private static final Symbol[] ASCII =
        IntStream.range(0, 128).mapToObj(Symbol::new).toArray(Symbol[]::new);

    static Symbol of(int number) {
      return number >= 0 && number < ASCII.length ? ASCII[number] : new Symbol(number);
    }
  }

  private record Variable(String key, Optional<String> fallback) implements Part {
    /** A key with several values is no value: AWS takes single-valued keys alone as variables. */
    Optional<String> value(AuthorizationRequest request) {
      List<String> values = request.values(key);
      return values.isEmpty()
          ? fallback
          : Optional.of(values.get(0)).filter(value -> values.size() == 1);
    }
  }

  /** {@code ${*}}, or {@code ${key}}, or {@code ${key, 'default'}}. */
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{(?:(?<escaped>[*?$])"
              + "|(?<key>[A-Za-z0-9-]+:[^,'{}*?$]+)(?:,\\s*'(?<fallback>[^'{}*?$]*)')?)}");

  private static final int LAST_SEGMENT = 5;

  private final List<Part> parts;
  private final int segments;

  /**
   * @param variables whether the policy's version knows variables; to 2008-10-17 they are text
   * @throws MalformedPolicyException when a variable is not well formed
   */
  PolicyPattern(String text, Wildcards wildcards, boolean variables) {
    Matcher variable = VARIABLE.matcher(text);
    List<Part> read = new ArrayList<>();
    int segment = 0;
    int next;
    for (int i = 0; i < text.length(); i = next) {
      char c = text.charAt(i);
      if (variables && text.startsWith("${", i)) {
        if (!variable.region(i, text.length()).lookingAt()) {
          throw new MalformedPolicyException("a policy variable is not well formed");
        }
        read.add(part(variable));
        next = variable.end();
      } else {
        next = text.offsetByCodePoints(i, 1);
        segment += c == ':' ? 1 : 0;
        boolean endsSegment = next == text.length() || text.charAt(next) == ':';
        read.add(
            wildcards != Wildcards.NONE && (c == '*' || c == '?')
                ? Symbol.of(wildcard(c, wildcards, segment, endsSegment))
                : Symbol.of(text.codePointAt(i)));
      }
    }
    parts = List.copyOf(read);
    segments = segment + 1;
  }

  private static Part part(Matcher variable) {
    return variable.group("escaped") != null
        ? Symbol.of(variable.group("escaped").charAt(0))
        : new Variable(variable.group("key"), Optional.ofNullable(variable.group("fallback")));
  }

  private static int wildcard(char c, Wildcards wildcards, int segment, boolean endsSegment) {
    boolean free =
        wildcards == Wildcards.FREE
            || segment >= LAST_SEGMENT
            || (c == '*' && endsSegment && wildcards == Wildcards.RESOURCE);
    if (c == '*') {
      return free ? Glob.RUN : Glob.RUN_IN_SEGMENT;
    }
    return free ? Glob.ONE : Glob.ONE_IN_SEGMENT;
  }

  /** How many parts colons divide the policy's text into; those in a variable do not count. */
  int segments() {
    return segments;
  }

  /** The pattern for this request; empty when a variable has no value in it. */
  Optional<Glob> resolve(AuthorizationRequest request) {
    IntStream.Builder symbols = IntStream.builder();
    for (Part part : parts) {
      if (part instanceof Symbol symbol) {
        symbols.add(symbol.number());
      } else if (part instanceof Variable variable) {
        Optional<String> value = variable.value(request);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        value.get().codePoints().forEach(symbols);
      }
    }
    return Optional.of(new Glob(symbols.build().toArray()));
  }
}
