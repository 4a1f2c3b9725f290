package bucketpass.function.properties;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.json.JsonObject;
import bucketpass.function.EventShape;
import bucketpass.function.StubSts;
import bucketpass.function.TestFunction;
import bucketpass.function.TestTokens;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever stands in {@code cognito:groups}, a caller gets the union of what exactly those groups
 * allow that a second reader finds, or is refused. That reader shares no code with the function: it
 * holds each shape's way of writing lists as a regular expression.
 */
class GroupsPropertiesTest {

  private static final String NAME = "[^\\p{javaWhitespace}\\p{Z}\\p{Cc},\\[\\]\"'\\\\]+";
  private static final Pattern BRACKETED =
      Pattern.compile("\\[(" + NAME + "( " + NAME + ")*)?]", Pattern.DOTALL);
  private static final Pattern COMMAS = Pattern.compile(NAME + "(," + NAME + ")*", Pattern.DOTALL);

  private static StubSts sts;
  private static TestTokens issuer;
  private static TestFunction function;

  @BeforeContainer
  static void start() {
    sts = new StubSts(Clock.systemUTC());
    issuer = new TestTokens(Map.of("k1", EventShape.KEY));
    Map<String, String> environment = TestFunction.environment(sts);
    environment.put("BUCKETPASS_KEY_SET_URL", issuer.address().toString());
    function = new TestFunction(environment, Clock.systemUTC());
  }

  @AfterContainer
  static void stop() {
    sts.close();
    issuer.close();
  }

  @Provide
  Arbitrary<Object> json() {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Arbitraries.of(
                    "readers",
                    "uploaders",
                    "staff",
                    "[readers]",
                    "[readers uploaders]",
                    "[readers, staff]",
                    "[\"readers\"]",
                    "readers,staff",
                    "readers staff",
                    "[]",
                    "",
                    "null")
                .map(text -> (Object) text),
            Arbitraries.strings()
                .withChars("[], \"'ar\\\n\u00a0")
                .ofMaxLength(12)
                .map(text -> (Object) text),
            Arbitraries.strings().all().ofMaxLength(6).map(text -> (Object) text),
            Arbitraries.longs().map(number -> (Object) number),
            Arbitraries.of(true, false).map(flag -> (Object) flag),
            Arbitraries.just(null));
    return Arbitraries.lazyOf(
        () -> leaf,
        () -> leaf,
        () -> json().list().ofMaxSize(3).map(list -> (Object) list),
        () -> names().list().ofMaxSize(3).map(list -> (Object) list),
        () ->
            json()
                .map(
                    value -> {
                      Map<String, Object> members = new LinkedHashMap<>();
                      members.put("readers", value);
                      return (Object) new JsonObject(members);
                    }));
  }

  /** Names that an API of any shape can hand on. */
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of("readers", "uploaders", "staff", "Readers", "readers2"),
        Arbitraries.strings().withChars("abc-_:{}<>/é☃").ofMinLength(1).ofMaxLength(6));
  }

  @Property(tries = 2000)
  void a_grant_is_the_union_of_the_groups_that_another_reader_finds(
      @ForAll EventShape shape, @ForAll("json") Object groups) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("cognito:groups", groups);

    JsonObject reply = call(shape, changes);

    Optional<Collection<String>> found =
        shape.isTyped() ? listed(groups) : flattened(shape, groups);
    if (found.isPresent()) {
      assertThat(reply.get("Groups")).isEqualTo(List.copyOf(new TreeSet<>(found.get())));
      assertThat(reply.get("Accesses")).isEqualTo(union(found.get()));
    } else {
      assertThat(reply.text("code").orElse("granted " + reply.get("Accesses")))
          .isIn("ClaimInvalid", "InvalidToken");
    }
  }

  @Property(tries = 500)
  void groups_of_a_token_are_the_same_behind_every_kind_of_api(
      @ForAll EventShape shape, @ForAll("nameSets") Set<String> names) {
    Map<String, Object> changes =
        names.isEmpty() ? Map.of() : Map.of("cognito:groups", written(shape, names));

    JsonObject reply = call(shape, changes);

    assertThat(reply.get("Groups")).isEqualTo(List.copyOf(new TreeSet<>(names)));
    assertThat(reply.get("Accesses")).isEqualTo(union(names));
  }

  @Provide
  Arbitrary<Set<String>> nameSets() {
    return names().set().ofMaxSize(4);
  }

  private static JsonObject call(EventShape shape, Map<String, Object> changes) {
    return function.call(shape.event("/whoami", shape.claims(changes))).json();
  }

  /** Writes a token's list as the authorizer of that shape does. */
  private static Object written(EventShape shape, Set<String> names) {
    return switch (shape) {
      case HTTP_API_2, HTTP_API_1 -> names.stream().collect(Collectors.joining(" ", "[", "]"));
      case REST_COGNITO -> String.join(",", names);
      case REST_JWT, TOKEN -> List.copyOf(names);
    };
  }

  private static Optional<Collection<String>> listed(Object groups) {
    return groups instanceof List<?> list
            && list.stream().allMatch(name -> name instanceof String text && text.length() > 0)
        ? Optional.of(list.stream().map(String.class::cast).toList())
        : Optional.empty();
  }

  private static Optional<Collection<String>> flattened(EventShape shape, Object groups) {
    boolean rest = shape == EventShape.REST_COGNITO;
    if (!(groups instanceof String text) || !(rest ? COMMAS : BRACKETED).matcher(text).matches()) {
      return Optional.empty();
    }
    String inside = rest ? text : text.substring(1, text.length() - 1);
    return Optional.of(inside.isEmpty() ? List.of() : List.of(inside.split(rest ? "," : " ")));
  }

  /** By the function's settings: readers=read-only, uploaders=write-once, and read-write. */
  private static List<String> union(Collection<String> names) {
    List<String> accesses = new ArrayList<>();
    if (names.contains("readers")) {
      accesses.add("read-only");
    }
    if (names.contains("uploaders")) {
      accesses.add("write-once");
    }
    return accesses.isEmpty()
        ? List.of("read-write", "read-only", "write-only", "write-once")
        : accesses;
  }
}
