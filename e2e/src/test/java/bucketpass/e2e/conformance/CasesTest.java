package bucketpass.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the cases are, before any target judges them. */
class CasesTest {
  private static final List<Case> CASES = Case.all(Case.Callers.of("x")).toList();

  @Test
  void every_operation_is_refused_in_some_case() {
    Set<String> refused =
        CASES.stream()
            .filter(one -> !one.expect().equals("ok"))
            .map(Case::operation)
            .collect(Collectors.toSet());
    assertThat(refused).isEqualTo(Operations.names());
  }

  @Test
  void every_access_is_tried_in_the_own_prefix_and_in_anothers() {
    for (String access : List.of("read-write", "read-only", "write-only", "write-once")) {
      List<Case> of = CASES.stream().filter(one -> one.access().equals(access)).toList();
      assertThat(of).anyMatch(one -> one.expect().equals("ok") && one.key().contains("alice/"));
      assertThat(of)
          .filteredOn(one -> one.key().contains("bob/") && one.expect().equals("denied"))
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void no_case_is_there_twice() {
    assertThat(CASES.stream().map(Case::title)).doesNotHaveDuplicates();
  }
}
