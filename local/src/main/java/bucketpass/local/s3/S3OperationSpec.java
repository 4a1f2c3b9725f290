package bucketpass.local.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line of {@code operations.csv}.
 *
 * @param with what selects the operation: all of these, and no other line's
 * @param actions that IAM must allow, all of them; empty when each key is asked for by itself
 * @param versionActions the same for a request that names a version
 * @param creates the value of {@code s3:ObjectCreationOperation}, when the action knows that key
 * @param may parameters that the operation takes besides
 */
record S3OperationSpec(
    String name,
    String method,
    Level level,
    Set<String> with,
    List<String> actions,
    List<String> versionActions,
    Optional<String> creates,
    By by,
    Set<String> may) {

  /** What the path names. */
  enum Level {
    SERVICE,
    BUCKET,
    OBJECT
  }

  /** Who carries it out. */
  enum By {
    STORE,
    FRONT,
    NOBODY
  }

  /** Stands among the selecting parameters, since a copy differs from a put by it alone. */
  static final String COPY_SOURCE = "x-amz-copy-source";

  private static final List<S3OperationSpec> ALL = read();

  private static final Set<String> SELECTORS =
      ALL.stream()
          .flatMap(operation -> operation.with.stream())
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Names the operation that a request asks for.
   *
   * @param given its query parameters, and {@link #COPY_SOURCE} if it has that header; without
   *     those that belong to the signature
   * @return empty for anything that is not exactly one known operation
   */
  static Optional<S3OperationSpec> of(String method, Level level, Set<String> given) {
    Set<String> selecting = new HashSet<>(given);
    selecting.retainAll(SELECTORS);
    return ALL.stream()
        .filter(operation -> operation.method.equals(method) && operation.level == level)
        .filter(operation -> operation.with.equals(selecting))
        .filter(operation -> operation.takes(given))
        .findFirst();
  }

  private boolean takes(Set<String> given) {
    return given.stream().allMatch(name -> with.contains(name) || may.contains(name));
  }

  private static List<S3OperationSpec> read() {
    try (InputStream in = S3OperationSpec.class.getResourceAsStream("operations.csv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(S3OperationSpec::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static S3OperationSpec parse(String line) {
    String[] cells = line.split(",", -1);
    return new S3OperationSpec(
        cells[0],
        cells[1],
        Level.valueOf(cells[2].toUpperCase(Locale.ROOT)),
        Set.copyOf(words(cells[3], " ")),
        words(cells[4], "\\+"),
        words(cells[5], "\\+"),
        Optional.of(cells[6]).filter(text -> !text.isEmpty()),
        By.valueOf(cells[7].toUpperCase(Locale.ROOT)),
        Set.copyOf(words(cells[8], " ")));
  }

  private static List<String> words(String cell, String separator) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(separator, -1));
  }
}
